using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Language.Checks;

/// <summary>Parents exist, and inheritance has no cycles.</summary>
internal sealed class InheritanceCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var policy in policies.Policies)
        {
            foreach (var parent in policy.Extends)
            {
                if (policies.Find(parent.Name) is not { } found)
                {
                    diagnostics.Add(
                        PolicyDiagnostics.UnknownParent,
                        parent.Span,
                        $"unknown policy `{parent.Name}`",
                        KnownPolicies.Help(
                            parent.Name,
                            policies.Policies.Select(other => other.Name).Where(other => other != policy.Name)));
                }
                else if (PathTo(policies, found, policy.Name) is { } path)
                {
                    diagnostics.Add(
                        PolicyDiagnostics.InheritanceCycle,
                        parent.Span,
                        $"circular inheritance: {string.Join(" → ", path.Prepend(policy.Name).Select(name => $"`{name}`"))}",
                        $"remove `{parent.Name}` from `extends`");
                }
            }
        }
    }

    /// <summary>The shortest way from a policy to an ancestor or itself, both ends included; null if there is none.</summary>
    private static List<string>? PathTo(PolicySet policies, RoutingPolicy from, string name)
    {
        var children = new Dictionary<string, string?>(StringComparer.Ordinal) { [from.Name] = null };
        var next = new Queue<RoutingPolicy>([from]);
        while (next.TryDequeue(out var policy))
        {
            if (policy.Name == name)
            {
                var path = new List<string>();
                for (var at = (string?)name; at is not null; at = children[at])
                {
                    path.Insert(0, at);
                }

                return path;
            }

            foreach (var parent in policy.Extends.Select(reference => policies.Find(reference.Name)).OfType<RoutingPolicy>())
            {
                if (children.TryAdd(parent.Name, policy.Name))
                {
                    next.Enqueue(parent);
                }
            }
        }

        return null;
    }
}
