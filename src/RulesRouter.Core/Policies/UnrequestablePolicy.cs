namespace RulesRouter.Policies;

/// <summary>Why requests cannot name a policy that exists, and which policies extend it.</summary>
internal static class UnrequestablePolicy
{
    /// <summary>Null if requests can name it, or there is none.</summary>
    /// <param name="names">The policies that may be named in place of it.</param>
    public static string? Reason(PolicySet policies, string name, IEnumerable<string> names)
    {
        if (policies.Find(name) is not { IsAbstract: true } policy)
        {
            return null;
        }

        var children = names.Where(other => Extends(policies, other, policy)).Select(other => $"`{other}`").ToList();
        var way = children.Count == 0
            ? "write a policy that extends it"
            : $"name one that extends it: {string.Join(", ", children)}";
        return $"policy `{name}` is abstract, so requests cannot name it; {way}";
    }

    private static bool Extends(PolicySet policies, string name, RoutingPolicy ancestor) =>
        policies.Find(name) is { } policy && PolicyLayers.Of(policies, policy).Layers.Contains(ancestor);
}
