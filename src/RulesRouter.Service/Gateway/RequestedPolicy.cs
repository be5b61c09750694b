using RulesRouter.Access;
using RulesRouter.Catalog;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Policies;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Gateway;

/// <summary>What a client's <c>model</c> asks for.</summary>
/// <param name="Policy">Name of the policy that decides.</param>
/// <param name="Model">The vendor's model that the client named; null if it named a policy.</param>
internal sealed record RequestedPolicy(string Policy, string? Model)
{
    private const string Prefix = "policy/";

    /// <summary>A policy, or the error for the client.</summary>
    public static (RequestedPolicy? Asked, UpstreamFailure? Error) Of(
        string? model,
        Caller caller,
        GatewayOptions options,
        CompiledPolicySet set)
    {
        if (string.IsNullOrEmpty(model))
        {
            return (null, GatewayError.Invalid($"`model` is missing; {Ways(caller, set)}", "model"));
        }

        var named = AliasOf(model, options) ?? model;
        return named.StartsWith(Prefix, StringComparison.Ordinal) ? Named(named[Prefix.Length..], caller, set)
            : PolicyOf(caller, options) is { } policy ? (new RequestedPolicy(policy, named), null)
            : (null, GatewayError.Invalid(
                $"no policy is known for model `{model}`; {Ways(caller, set)}, use a credential with one policy, or start the service with --gateway-policy",
                "model"));
    }

    /// <summary>The names that a caller may give as <c>model</c>: policies, aliases, and models of providers that can be called.</summary>
    public static IEnumerable<string> Names(
        Caller caller,
        GatewayOptions options,
        CompiledPolicySet set,
        IReadOnlySet<string> callable)
    {
        var policies = set.Names.Where(caller.MayUse).Select(name => Prefix + name);
        var aliases = options.Aliases.Select(pair => pair[..pair.IndexOf('=', StringComparison.Ordinal)]);
        var models = PolicyOf(caller, options) is null
            ? []
            : set.Catalog.Endpoints.Where(endpoint => callable.Contains(endpoint.Provider.Id)
                && (endpoint.AnswersChat || endpoint.Api == EndpointApi.Embedding)).Select(endpoint => endpoint.Model.Id);
        return policies.Concat(aliases).Concat(models.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            .Distinct(StringComparer.Ordinal);
    }

    private static (RequestedPolicy?, UpstreamFailure?) Named(string policy, Caller caller, CompiledPolicySet set) =>
        set.Find(policy) is not null && caller.MayUse(policy)
            ? (new RequestedPolicy(policy, null), null)
            : (null, GatewayError.UnknownModel(UnrequestablePolicy.Reason(set.Policies, policy, set.Names.Where(caller.MayUse))
                ?? (policy.Length == 0 ? "`model` names no policy" : $"unknown policy `{policy}`")
                    + $"; policies are {string.Join(", ", set.Names.Where(caller.MayUse))}"));

    private static string? AliasOf(string model, GatewayOptions options)
    {
        foreach (var pair in options.Aliases)
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            if (pair.AsSpan(0, cut).SequenceEqual(model))
            {
                return pair[(cut + 1)..];
            }
        }

        return null;
    }

    private static string? PolicyOf(Caller caller, GatewayOptions options) =>
        caller.Policies is { Count: 1 } own ? own[0] : options.Policy;

    private static string Ways(Caller caller, CompiledPolicySet set) =>
        $"send {Prefix}NAME (policies are {string.Join(", ", set.Names.Where(caller.MayUse))})";
}
