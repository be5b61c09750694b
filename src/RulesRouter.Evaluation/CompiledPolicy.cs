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
    }

    public string Name => Layers.Policy.Name;

    public PolicyLayers Layers { get; }

    public FactSchema Schema { get; }

    /// <summary>Most specific layer first, in the order of their files within one.</summary>
    public ImmutableArray<CompiledRule> Rules { get; }

    internal WorkflowMatcher Matcher { get; }
}
