namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>A condition as two literals; where neither holds it is unknown.</summary>
internal readonly record struct Ternary(int True, int False)
{
    /// <summary>What constraints, denials and obligations match on.</summary>
    public int NotFalse => -False;

    public Ternary Negated => new(False, True);
}
