using System.Collections.Immutable;
using RulesRouter.Constraints;

namespace RulesRouter.Policies;

/// <summary>The parameters of one resolved policy, each with the most specific value.</summary>
internal static class ParameterValues
{
    /// <summary>
    /// The command line wins over the environment file, that over what policies set, that over the default; within one of these, the more
    /// specific policy wins. Values with an error are skipped: the loader reports them.
    /// </summary>
    public static ImmutableArray<ResolvedParameter> Of(PolicySet set, PolicyLayers layers) =>
    [
        .. layers.Layers
        .Reverse()
        .SelectMany(layer => layer.Parameters)
        .DistinctBy(parameter => parameter.Name)
        .Select(parameter => Of(set, layers, parameter)),
    ];

    /// <summary>A rule with the numbers of its parameters in place.</summary>
    public static Rule Apply(Rule rule, ImmutableArray<ResolvedParameter> parameters) =>
        rule.Constraints.All(clause => clause.Parameter is null)
        ? rule
        : rule with
        {
            Constraints =
                [.. rule.Constraints.Select(clause => parameters.FirstOrDefault(parameter =>
                    parameter.Name == clause.Parameter) is { } found
                ? clause with { Value = new ConstraintValue.Number(found.Value.Number) }
                : clause)],
        };

    private static ResolvedParameter Of(PolicySet set, PolicyLayers layers, ParameterDeclaration parameter)
    {
        var depth = layers.Layers.Select((layer, index) => (layer.Name, index))
            .ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
        var outside = set.Overrides
            .Where(given => given.Name == parameter.Name && depth.ContainsKey(given.Policy) && parameter.ErrorOf(given.Value) is null)
            .OrderByDescending(given => given.Rank).ThenBy(given => depth[given.Policy])
            .Select(given => (given.Value, From: given.Source));
        var inside = layers.Layers
            .SelectMany(
                layer => layer.Settings.Where(
                    setting => setting.Name == parameter.Name
                        && parameter.ErrorOf(setting.Value) is null).Select(setting => (setting.Value, From: layer.Name)));
        return outside.Concat(inside)
            .Select(found => new ResolvedParameter(parameter, ParameterDeclaration.ValueOf(found.Value), found.From))
            .FirstOrDefault()
            ?? new ResolvedParameter(parameter, parameter.Default, "default");
    }
}
