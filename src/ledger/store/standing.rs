//! Which donations stand. Everything that counts donations asks here, so that all counts agree.
//!
//! A donation that was reversed never was, nor is its reversal one; one that was wholly given back is none any more. Sums need
//! no such question: an entry and its reversal add up to nothing by themselves.

/// The ids of what does not stand, for `id NOT IN (…)` or a `WITH void (id) AS MATERIALIZED (…)`: reversals and what they take
/// back, and donations that were given back whole.
pub const VOID: &str = "SELECT id FROM entry WHERE reverses IS NOT NULL UNION ALL SELECT reverses FROM entry WHERE reverses IS NOT NULL \
    UNION ALL SELECT d.id FROM entry r JOIN entry d ON d.id = r.refunds WHERE r.refunds IS NOT NULL AND r.reverses IS NULL \
      AND r.id NOT IN (SELECT reverses FROM entry WHERE reverses IS NOT NULL) GROUP BY d.id HAVING d.amount + sum(r.amount) <= 0";
