using System.Collections.Immutable;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation;

/// <summary>One policy with all its layers, ready to decide.</summary>
public sealed class CompiledPolicy
{
    internal CompiledPolicy(PolicyLayers layers, FactSchema schema, ImmutableArray<CompiledRule> rules, WorkflowMatcher matcher)
    {
        Layers = layers;
        Schema = schema;
        Rules = rules;
        Matcher = matcher;
        InSelectionOrder =
        [
            .. Enumerable.Range(0, rules.Length)
                .Where(index => rules[index].Rule.Selection is not null)
                .OrderBy(index => rules[index].Rule.IsDefault)
                .ThenBy(index => rules[index].LayerIndex)
                .ThenByDescending(index => rules[index].Rule.Priority),
        ];
    }

    public string Name => Layers.Policy.Name;

    public PolicyLayers Layers { get; }

    public FactSchema Schema { get; }

    /// <summary>Most specific layer first, in the order of their files within one.</summary>
    public ImmutableArray<CompiledRule> Rules { get; }

    /// <summary>Indices into <see cref="Rules"/> of those that select: most specific layer, then higher priority, then file order; defaults last.</summary>
    internal ImmutableArray<int> InSelectionOrder { get; }

    internal WorkflowMatcher Matcher { get; }
}
