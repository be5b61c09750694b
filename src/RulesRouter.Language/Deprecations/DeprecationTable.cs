using System.Collections.Immutable;

namespace RulesRouter.Language.Deprecations;

/// <summary>The one table of deprecated spellings. `rulesrouter fmt --upgrade` rewrites them.</summary>
public static class DeprecationTable
{
    public static ImmutableArray<Deprecation> All { get; } =
    [
        new("apiVersion", "rulesrouter/v1alpha1", PolicyLoader.ApiVersion, IsValue: true, "the version before the language was settled; what it says is read as v1"),
        new("spec.rules[].select.fallbacks", "fallbacks", "fallback", IsValue: false, "the decision API's word for the hops that result"),
    ];
}
