using System.Collections.Immutable;

namespace RulesRouter.Language.Deprecations;

/// <summary>The one table of deprecated spellings. `rulesrouter fmt --upgrade` rewrites them.</summary>
internal static class DeprecationTable
{
    public static ImmutableArray<Deprecation> All { get; } =
    [
        new(
            "apiVersion",
            "rulesrouter/v1alpha1",
            PolicyLoader.ApiVersion,
            IsValue: true,
            "the version before the first release; read as v1"),
        new("spec.rules[].select.fallbacks", "fallbacks", "fallback", IsValue: false, "the name of the resulting hops in the decision API"),
    ];
}
