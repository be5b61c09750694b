namespace RulesRouter.Catalog;

/// <summary>The tokens of one call, counted or expected, each at least 0.</summary>
/// <param name="Input">All input tokens, including those read from and written to the cache.</param>
/// <param name="CachedInput">The part of the input that is read from the cache.</param>
/// <param name="CacheWrite">The part of the input that is written to the cache.</param>
/// <param name="Output">All output tokens, including reasoning.</param>
/// <param name="Reasoning">The part of the output that is reasoning.</param>
internal readonly record struct TokenUsage(double Input, double CachedInput, double CacheWrite, double Output, double Reasoning)
{
    public TokenUsage(double input, double output)
        : this(input, 0, 0, output, 0)
    {
    }

    /// <summary>Every length is a whole number.</summary>
    public bool IsWhole =>
        Input == Math.Floor(Input)
        && CachedInput == Math.Floor(CachedInput)
        && CacheWrite == Math.Floor(CacheWrite)
        && Output == Math.Floor(Output)
        && Reasoning == Math.Floor(Reasoning);
}
