using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Service.Options;

namespace RulesRouter.Cli.Commands;

/// <summary>Compares the policies and models that settings of the gateway name with those that exist.</summary>
internal static class GatewayNames
{
    private const string Policy = "policy/";

    /// <summary>One line for each policy that requests cannot name.</summary>
    public static IEnumerable<string> UnknownPolicies(GatewayOptions options, CompiledPolicySet set)
    {
        if (options.Policy is { } policy && ProblemOf(policy, set) is { } problem)
        {
            yield return $"--gateway-policy {policy}: {problem}";
        }

        foreach (var (alias, target) in options.Aliases.Select(Parts))
        {
            if (target.StartsWith(Policy, StringComparison.Ordinal) && ProblemOf(target[Policy.Length..], set) is { } wrong)
            {
                yield return $"--gateway-alias {alias}={target}: {wrong}";
            }
        }
    }

    /// <summary>One line for each alias of a model that no endpoint of the catalog has.</summary>
    /// <param name="today">In UTC; determines the targets of the catalog's aliases.</param>
    public static IEnumerable<string> UnknownModels(GatewayOptions options, CompiledPolicySet set, DateOnly today)
    {
        var (endpoints, aliases) = (set.Catalog.Endpoints, set.Catalog.AliasesOn(today));
        foreach (var (alias, target) in options.Aliases.Select(Parts))
        {
            if (target.StartsWith(Policy, StringComparison.Ordinal)
                || endpoints.Any(endpoint => ModelNames.Has(endpoint, aliases, target)))
            {
                continue;
            }

            var known = set.Names.Select(name => Policy + name).Concat(ModelNames.Of(endpoints));
            var help = set.Find(target) is not null
                ? $"; did you mean `{Policy}{target}`?"
                : Suggestion.Clause(target, known, "`rulesrouter catalog show` lists the models");
            yield return $"--gateway-alias {alias}={target}: no endpoint has model `{target}`{help}";
        }
    }

    /// <summary>Null for a policy that requests can name.</summary>
    public static string? ProblemOf(string policy, CompiledPolicySet set) => set.Find(policy) is not null
        ? null
        : UnrequestablePolicy.Reason(set.Policies, policy, set.Names)
            ?? $"no policy is named `{policy}`{Suggestion.Clause(policy, set.Names, $"policies are {string.Join(", ", set.Names)}")}";

    private static (string Alias, string Target) Parts(string pair)
    {
        var cut = pair.IndexOf('=', StringComparison.Ordinal);
        return (pair[..cut], pair[(cut + 1)..]);
    }
}
