using RulesRouter.Catalog;

namespace RulesRouter.Language.Import;

/// <summary>The catalog of a folder, one line per endpoint, for comparison by an import's report.</summary>
internal static class PreviousCatalog
{
    public static ModelCatalog Load(string folder) =>
        Directory.Exists(folder) ? PolicyLoader.Load(PolicyDirectory.Read(folder)).Catalog : ModelCatalog.Empty;

    public static IReadOnlyDictionary<string, string> Endpoints(ModelCatalog catalog) =>
        catalog.Endpoints.ToDictionary(endpoint => (string)endpoint.Id, Shown, StringComparer.Ordinal);

    private static string Shown(Endpoint endpoint)
    {
        var prices = endpoint.Prices?.Periods.Select(period => $"{period.Rates.Input}/{period.Rates.Output}") ?? ["price unknown"];
        return $"{string.Join(" or ", prices)}, {endpoint.ContextTokens} in, {endpoint.MaxOutputTokens} out";
    }
}
