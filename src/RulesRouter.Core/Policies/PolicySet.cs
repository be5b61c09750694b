using System.Collections.Immutable;

namespace RulesRouter.Policies;

/// <summary>All policies of a folder, in ordinal order of their names.</summary>
internal sealed class PolicySet
{
    public PolicySet(IEnumerable<RoutingPolicy> policies) =>
        Policies = [.. policies.OrderBy(policy => policy.Name, StringComparer.Ordinal)];

    public ImmutableArray<RoutingPolicy> Policies { get; }

    /// <summary>Parameters that an environment file or the command line sets.</summary>
    public ImmutableArray<ParameterOverride> Overrides { get; init; } = [];

    public RoutingPolicy? Find(string name) => Policies.FirstOrDefault(policy => policy.Name == name);
}
