namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>A condition as two literals; unknown if neither is true.</summary>
internal readonly record struct Ternary(int True, int False)
{
    /// <summary>Matching of constraints, denials and obligations.</summary>
    public int NotFalse => -False;

    public Ternary Negated => new(False, True);
}
