namespace RulesRouter.Language.Import.Sources;

/// <summary>A period of a price schedule.</summary>
/// <param name="Window">Start and end in UTC, as HH:mm.</param>
internal sealed record ImportedPeriod(
    DateOnly? From,
    (string Start, string End)? Window,
    ImportedRates Rates,
    IReadOnlyList<(int Above, ImportedRates Rates)> Tiers)
{
    public override string ToString()
    {
        var parts = new List<string>();
        if (From is { } from)
        {
            parts.Add($"from: {from:yyyy-MM-dd}");
        }

        if (Window is { } window)
        {
            parts.Add($"windows: [{{ from: \"{window.Start}\", until: \"{window.End}\", zone: UTC }}]");
        }

        parts.AddRange(Rates.Fields());
        if (Tiers.Count > 0)
        {
            parts.Add(
                $"tiers: [{string.Join(", ", Tiers.Select(tier => $"{{ aboveInputTokens: {tier.Above}, {string.Join(", ", tier.Rates.Fields())} }}"))}]");
        }

        return $"{{ {string.Join(", ", parts)} }}";
    }
}
