namespace RulesRouter.Tokens;

/// <summary>The number of tokens of some text, counted without a tokenizer, in tokens of o200k. Counts of several texts add up.</summary>
/// <param name="LowerBound">Tokens that the text has at least: every word, group of digits and run of marks is one token or more.</param>
/// <param name="Estimate">Expected tokens, at least <paramref name="LowerBound"/>.</param>
internal readonly record struct TokenCount(int LowerBound, int Estimate)
{
    /// <summary>
    /// How far the estimate may be below the truth on the test corpus, as a share of it. <see cref="UpperEstimate"/> adds it, so that a
    /// comparison with a limit errs towards too long.
    /// </summary>
    public const double Margin = 0.15;

    /// <summary>For comparisons with a limit: the estimate with the margin added.</summary>
    public int UpperEstimate => (int)Math.Ceiling(Estimate * (1 + Margin));

    public static TokenCount operator +(TokenCount left, TokenCount right) => left.Add(right);

    public TokenCount Add(TokenCount other) => new(LowerBound + other.LowerBound, Estimate + other.Estimate);
}
