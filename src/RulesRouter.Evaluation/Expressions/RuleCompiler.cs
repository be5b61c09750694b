using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>Reads every condition of a resolved policy's layers, each against the names its own layer may use.</summary>
internal static class RuleCompiler
{
    public static (ImmutableArray<CompiledRule> Rules, FactSchema Schema, FactsType FactsType) Compile(PolicySet set, PolicyLayers layers, DiagnosticBag diagnostics)
    {
        var schema = layers.Facts();
        var lets = layers.Layers.SelectMany(layer => layer.Lets).Select(let => let.Name).Where(name => !schema.TryFind(name, out _)).Distinct(StringComparer.Ordinal);
        var factsType = FactsType.Emit(schema, lets);
        var letsOfLayer = new Dictionary<string, IReadOnlyDictionary<string, Condition>>(StringComparer.Ordinal);
        var rules = ImmutableArray.CreateBuilder<CompiledRule>();
        for (var index = layers.Layers.Length - 1; index >= 0; index--)
        {
            var layer = layers.Layers[index];
            var visible = PolicyLayers.AncestorsOf(set, layer);
            var attributes = visible.SelectMany(policy => policy.Attributes).Select(attribute => attribute.Name).ToHashSet(StringComparer.Ordinal);
            var inherited = visible.Where(policy => policy.Name != layer.Name && letsOfLayer.ContainsKey(policy.Name))
                .SelectMany(policy => letsOfLayer[policy.Name]).DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
            var known = LetReader.Read(layer, inherited, lets => new ConditionScope(schema, factsType, attributes, lets), diagnostics);
            letsOfLayer[layer.Name] = known;
            var reader = new ConditionReader(new ConditionScope(schema, factsType, attributes, known));
            foreach (var rule in layer.Rules)
            {
                // A condition that does not read has been reported; without it there is nothing more to say about the rule.
                if ((rule.When is { } when ? reader.Read(when, diagnostics) : new Condition.Literal(true, rule.Span)) is { } condition)
                {
                    rules.Add(new CompiledRule(rule, layer.Name, index, condition));
                }
            }
        }

        return ([.. rules.OrderBy(rule => rule.LayerIndex)], schema, factsType);
    }
}
