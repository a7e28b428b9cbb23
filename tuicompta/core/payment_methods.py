"""Natures of payment methods and SEPA formats: what drives the behaviour of a payment (MOYP-01, MOYP-04, BANK-16)."""

from tuicompta.core.enums import Labelled


class PaymentNature(Labelled):
    """What a payment method is: a cheque opens the numbering of cheques, a transfer feeds the transfer cards."""

    CHEQUE = "cheque", "Chèque"
    TRANSFER = "transfer", "Virement"
    DIRECT_DEBIT = "direct_debit", "Prélèvement"
    CARD = "card", "Carte bancaire"
    CASH = "cash", "Espèces"
    BILL_OF_EXCHANGE = "bill_of_exchange", "Lettre de change (LCR)"
    PROMISSORY_NOTE = "promissory_note", "Billet à ordre"
    OTHER = "other", "Autre"


class TransferFormat(Labelled):
    """Version of the files of transfers (VPFO-06)."""

    V09 = "pain.001.001.09", "pain.001.001.09"
    V03 = "pain.001.001.03", "pain.001.001.03"


class DebitFormat(Labelled):
    """Version of the files of direct debits (VPFO-07)."""

    V08 = "pain.008.001.08", "pain.008.001.08"
    V02 = "pain.008.001.02", "pain.008.001.02"
