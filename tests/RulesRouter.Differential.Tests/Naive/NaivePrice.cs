namespace RulesRouter.Differential.Tests.Naive;

/// <summary>US dollars of one token of each class, and of the call itself; null is unknown.</summary>
internal sealed record NaivePrice(
    decimal? Input,
    decimal? Cached,
    decimal? Written,
    decimal? Output,
    decimal? Reasoning,
    decimal Fee)
{
    public static NaivePrice Of(Dictionary<string, object>? rates, bool isFree, decimal? inputTokens)
    {
        var tiers = rates?.List("tiers").Cast<Dictionary<string, object>>().ToList() ?? [];
        if (rates is null || (tiers.Count > 0 && inputTokens is null))
        {
            return new NaivePrice(null, null, null, null, null, 0);
        }

        var applies = tiers.LastOrDefault(tier => inputTokens > tier.Money("aboveInputTokens")) ?? rates;
        var (input, output) = (Rate("input"), Rate("output"));
        return new NaivePrice(
            input,
            Rate("cachedInput") ?? input,
            Rate("cacheWrite") ?? input,
            output,
            Rate("reasoning") ?? output,
            rates.Money("perRequest") ?? 0);

        // A price of 0 says nothing unless the endpoint is free.
        decimal? Rate(string name) => applies.Money(name) is { } rate && (rate != 0 || isFree) ? rate / 1_000_000 : null;
    }

    /// <summary>US dollars of a call; unknown if a class of tokens that it has is of unknown number or price.</summary>
    public decimal? Cost(decimal? fresh, decimal? cached, decimal? written, decimal? answer, decimal? reasoning) =>
        Input is null && Output is null
            ? null
            : Fee + Part(fresh, Input) + Part(cached, Cached) + Part(written, Written) + Part(answer, Output) + Part(reasoning, Reasoning);

    /// <summary>
    /// US dollars of the dearest call: all input written to a cache, all output reasoning. Output that costs nothing may be of any length.
    /// </summary>
    public decimal? WorstCost(decimal? input, decimal? output)
    {
        var isWritten = Written > Input;
        var isReasoned = Reasoning > Output;
        var priced = Output == 0 && Reasoning == 0 ? 0 : output;
        return Cost(isWritten ? 0 : input, 0, isWritten ? input : 0, isReasoned ? 0 : priced, isReasoned ? priced : 0);
    }

    /// <summary>The dearest rate of an output token.</summary>
    public decimal? DearestOutput => Reasoning > Output ? Reasoning : Output;

    private static decimal? Part(decimal? tokens, decimal? rate) => tokens == 0 ? 0 : tokens * rate;
}
