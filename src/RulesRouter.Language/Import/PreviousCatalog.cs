using RulesRouter.Catalog;

namespace RulesRouter.Language.Import;

/// <summary>What a folder's catalog says now, in a line an endpoint: what an import's report compares.</summary>
internal static class PreviousCatalog
{
    public static IReadOnlyDictionary<string, string> Endpoints(string folder) => Directory.Exists(folder)
        ? PolicyLoader.Load(PolicyDirectory.Read(folder)).Catalog.Endpoints.ToDictionary(endpoint => (string)endpoint.Id, Shown, StringComparer.Ordinal)
        : new Dictionary<string, string>(StringComparer.Ordinal);

    private static string Shown(Endpoint endpoint)
    {
        var prices = endpoint.Prices?.Periods.Select(period => $"{period.Rates.Input}/{period.Rates.Output}") ?? ["price unknown"];
        return $"{string.Join(" or ", prices)}, {endpoint.ContextTokens} in, {endpoint.MaxOutputTokens} out";
    }
}
