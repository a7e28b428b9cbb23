"""Refusals of practical entry."""

from tuicompta.core.errors import TuicomptaError


class ZeroTotalError(TuicomptaError):
    """An invoice has an amount (SP-03)."""

    template = "Montant nul interdit : donnez le total TTC de la facture, négatif pour un avoir."


class ZeroNetError(TuicomptaError):
    """A net line has an amount (SP-03)."""

    template = "Montant nul interdit sur la nature {account} : donnez son montant HT, ou videz la ligne."


class MissingNatureError(TuicomptaError):
    """A rate has at least one nature (SP-03)."""

    template = "Aucune nature pour {rate} : choisissez-en une et donnez son montant HT."


class InvoiceGapError(TuicomptaError):
    """Total, VAT and net amounts of an invoice do not agree (SP-18)."""

    template = (
        "Le total TTC ({total}) diffère de la TVA et des montants HT ({sum}) : différence {gap}. "
        "Corrigez un montant, ou pressez F12 sur un montant HT."
    )


class VatAmountError(TuicomptaError):
    """The VAT of a rate is no part of its total (SP-05)."""

    template = "TVA de {vat} refusée à {rate} : elle a le signe du total TTC ({total}) et ne le dépasse pas."


class PositiveAmountError(TuicomptaError):
    """A cash operation has an amount above zero; the other operation goes the other way (SPT-03)."""

    template = "Montant de {amount} refusé : tapez un montant positif, {other} va dans l'autre sens."


class PartAmountError(TuicomptaError):
    """A part of a cash operation is not inside its amount (SPT-02)."""

    template = "«{label}» : {part} refusé, il doit être compris entre 0,00 et le montant ({amount})."


class SameAccountError(TuicomptaError):
    """A transfer goes from an account to another (SPT-08)."""

    template = "Le compte à créditer est aussi le compte à débiter ({account}) : choisissez deux comptes différents."


class NoChequeError(TuicomptaError):
    """A deposit has at least one cheque (SPT-09)."""

    template = "Aucun chèque coché : cochez ceux que vous remettez à la banque."
