using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>Reads all conditions of a resolved policy, each with the names that its layer can use.</summary>
internal static class RuleCompiler
{
    /// <param name="cache">Conditions that were read before; new ones are added.</param>
    public static CompiledRules Compile(PolicySet set, PolicyLayers layers, DiagnosticBag diagnostics, ConditionCache? cache = null)
    {
        var schema = layers.Facts();
        var lets = layers.Layers.SelectMany(layer => layer.Lets)
            .Select(let => let.Name)
            .Where(name => !schema.Takes(name))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var parameters = ParameterValues.Of(set, layers);
        var regions = layers.RegionPreference();
        var factsType = new Lazy<FactsType>(() => (cache ?? new ConditionCache()).TypeOf(
            schema,
            lets,
            [.. layers.Layers.SelectMany(layer => layer.Scripts).DistinctBy(script => script.Name)],
            [.. parameters.Select(parameter => parameter.Declaration)]));
        var waivers = ImmutableArray.CreateBuilder<CompiledWaiver>();
        var calls = new ScriptCalls(schema);
        var letsOfLayer = new Dictionary<string, IReadOnlyDictionary<string, Condition>>(StringComparer.Ordinal);
        var rules = ImmutableArray.CreateBuilder<CompiledRule>();
        for (var index = layers.Layers.Length - 1; index >= 0; index--)
        {
            var layer = layers.Layers[index];
            var visible = PolicyLayers.AncestorsOf(set, layer);
            var declared = visible.SelectMany(policy => policy.Attributes).Select(attribute => attribute.Name)
                .Concat(visible.SelectMany(policy => policy.Clocks).SelectMany(clock => clock.ToFacts()).Select(fact => fact.Name))
                .Concat(visible.SelectMany(policy => policy.Budgets).SelectMany(budget => budget.ToFacts()).Select(fact => fact.Name))
                .Concat(IntentDeclaration.ToFacts(visible.SelectMany(policy => policy.Intents)).Select(fact => fact.Name))
                .Concat(schema.Facts.Where(fact => fact.TextTest is not null).Select(fact => fact.Name))
                    .ToHashSet(
                    StringComparer.Ordinal);
            var scripts = visible.SelectMany(policy => policy.Scripts)
                .DistinctBy(script => script.Name)
                .ToDictionary(script => script.Name, StringComparer.Ordinal);
            var inherited = visible.Where(policy => policy.Name != layer.Name && letsOfLayer.ContainsKey(policy.Name))
                .SelectMany(policy => letsOfLayer[policy.Name])
                .DistinctBy(pair => pair.Key)
                .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
            var names = visible.SelectMany(policy => policy.Parameters)
                .Select(parameter => parameter.Name)
                .ToHashSet(StringComparer.Ordinal);
            var values = parameters.Where(parameter => names.Contains(parameter.Name))
                .ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
            var known = LetReader.Read(
                layer,
                inherited,
                lets => new ConditionScope(schema, factsType, declared, lets, scripts, values, calls),
                diagnostics);
            letsOfLayer[layer.Name] = known;
            var scope = new ConditionScope(schema, factsType, declared, known, scripts, values, calls);
            var reader = new ConditionReader(scope, cache?.Of(layer, visible, declared, scope));
            var selections = new SelectionCompiler(scope, diagnostics);
            waivers.AddRange(layer.Waivers.Select(waiver => WaiverCompiler.Compile(waiver, scope, diagnostics)).OfType<CompiledWaiver>());
            foreach (var rule in layer.Rules)
            {
                // A condition with an error was reported; its rule is skipped.
                if ((rule.When is { } when ? reader.Read(when, diagnostics) : new Condition.Literal(true, rule.Span)) is { } condition)
                {
                    rules.Add(selections.Compile(new CompiledRule(Resolved(rule, parameters, regions), layer.Name, index, condition)));
                }
            }
        }

        return new CompiledRules([.. rules.OrderBy(rule => rule.LayerIndex)], schema, calls.All, parameters, waivers.ToImmutable())
        {
            Lets = layers.Layers.Where(layer => letsOfLayer.ContainsKey(layer.Name))
                .SelectMany(layer => letsOfLayer[layer.Name])
                .DistinctBy(let => let.Key)
                .ToImmutableSortedDictionary(let => let.Key, let => let.Value, StringComparer.Ordinal),
        };
    }

    /// <summary>A rule with the values that other layers set.</summary>
    private static Rule Resolved(Rule rule, ImmutableArray<ResolvedParameter> parameters, ImmutableArray<string> regions)
    {
        var applied = ParameterValues.Apply(rule, parameters);
        return applied.Selection is { } selection && !regions.IsEmpty
            ? applied with { Selection = selection with { RegionPreference = regions } }
            : applied;
    }
}
