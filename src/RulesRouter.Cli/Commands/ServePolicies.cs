using System.Collections.Immutable;
using RulesRouter.Cli.Exits;
using RulesRouter.Diagnostics;
using RulesRouter.Service.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Cli.Commands;

/// <summary>What settings of <c>serve</c> name in the policies and the catalog.</summary>
internal static class ServePolicies
{
    /// <summary>The warnings about settings that have less effect than expected.</summary>
    /// <exception cref="UserError">
    /// A setting names an attribute, endpoint, provider or failure domain that does not exist, or a policy that requests cannot name; the
    /// latter is a warning where the policies come from a repository, which may have it later.
    /// </exception>
    public static ImmutableArray<string> Check(ServiceOptions options, Router router, TimeProvider clock)
    {
        var set = router.Current!.Set;
        var declared = set.Names.SelectMany(name => set.Find(name)!.Layers.Attributes())
            .Select(attribute => attribute.Name)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var name in options.KeyAttributes.Select(pair => pair.Split('=')[0]).Where(name => !declared.Contains(name)))
        {
            throw new UserError($"no policy declares attribute `{name}`{Suggestion.Clause(name, declared)}");
        }

        DownOption.Check(options.Down, set.Catalog);
        string[] unknown = [.. GatewayNames.UnknownPolicies(options.Gateway, set)];
        if (unknown.Length > 0 && options.Loading.GitUrl is null)
        {
            throw new UserError(string.Join("\nerror: ", unknown));
        }

        var keys = options.Access.KeysPath is null ? [] : new ApiKeyStore(options.Access).Ring.Keys;
        return
        [
            .. router.Classifier.Problem is { } problem ? [$"{problem}; using the heuristic classifier"] : ImmutableArray<string>.Empty,
            .. unknown,
            .. GatewayNames.UnknownModels(options.Gateway, set, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)),
            .. from key in keys
               from policy in key.Caller.Policies ?? []
               where set.Find(policy) is null
               select $"key `{key.Id}`: {GatewayNames.ProblemOf(policy, set)}",
            .. AttributeWriters.Problems(set, options, keys),
        ];
    }
}
