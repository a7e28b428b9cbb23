"""Reports laid out as models say: fields offered, columns, order, groups, filters proposed (EDM)."""
