using System.Collections.Immutable;

namespace RulesRouter.Policies;

/// <summary>All policies of a folder, in ordinal order of their names.</summary>
public sealed class PolicySet
{
    public PolicySet(IEnumerable<RoutingPolicy> policies) =>
        Policies = [.. policies.OrderBy(policy => policy.Name, StringComparer.Ordinal)];

    public ImmutableArray<RoutingPolicy> Policies { get; }

    public RoutingPolicy? Find(string name) => Policies.FirstOrDefault(policy => policy.Name == name);
}
