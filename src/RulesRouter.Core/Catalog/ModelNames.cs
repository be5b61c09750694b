using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>The names by which a client may ask for an endpoint's model.</summary>
internal static class ModelNames
{
    /// <summary>
    /// Whether a name is the endpoint's id, its name in calls, or an id or spelling of its model, of the model that answers, or of an alias
    /// of that model.
    /// </summary>
    public static bool Has(Endpoint endpoint, AliasTable aliases, string name)
    {
        if (endpoint.Id == name || endpoint.WireModel == name || IsNamed(endpoint.Model, name))
        {
            return true;
        }

        var answering = aliases.Behind(endpoint.Model);
        return IsNamed(answering, name) || aliases.NamesFor(answering).Contains(name);
    }

    /// <summary>Every name of every chat endpoint, in ordinal order.</summary>
    public static ImmutableSortedSet<string> Of(IEnumerable<Endpoint> endpoints) =>
        endpoints.SelectMany(endpoint => endpoint.Model.Spellings.Add(endpoint.Model.Id).Add(endpoint.WireModel).Add(endpoint.Id))
            .ToImmutableSortedSet(StringComparer.Ordinal);

    private static bool IsNamed(Model model, string name) => model.Id == name || model.Spellings.Contains(name);
}
