using System.Globalization;

namespace RulesRouter.Language.Import.Sources;

/// <summary>Rates of one period, in YAML's flow style.</summary>
internal sealed record ImportedRates(
    double? Input,
    double? CachedInput,
    double? CacheWrite,
    double? Output,
    double? Reasoning,
    double? PerRequest)
{
    public IEnumerable<string> Fields()
    {
        (string Name, double? Value)[] all =
            [
                ("input", Input),
                ("cachedInput", CachedInput),
                ("cacheWrite", CacheWrite),
                ("output", Output),
                ("reasoning", Reasoning),
                ("perRequest", PerRequest),
            ];
        return all.Where(rate => rate.Value is not null).Select(rate => $"{rate.Name}: {Number(rate.Value!.Value)}");
    }

    public static string Number(double value) => value.ToString("0.##########", CultureInfo.InvariantCulture);
}
