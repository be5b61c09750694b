using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>The names of <see cref="EndpointApi"/> in catalogs: its members in lower case.</summary>
public static class EndpointApis
{
    public static ImmutableArray<string> Names { get; } = [.. Enum.GetValues<EndpointApi>().Select(NameOf)];

    public static string NameOf(EndpointApi api) => api.ToString().ToLowerInvariant();

    public static bool TryParse(string name, out EndpointApi api)
    {
        var index = Names.IndexOf(name);
        api = (EndpointApi)Math.Max(0, index);
        return index >= 0;
    }
}
