using System.Collections.Immutable;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Evaluation.Scripts;
using RulesRouter.Evaluation.Waiving;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation;

/// <summary>One policy with all its layers, ready to decide.</summary>
public sealed class CompiledPolicy
{
    internal CompiledPolicy(PolicyLayers layers, CompiledRules compiled, WorkflowMatcher matcher, ScriptHost scripts)
    {
        var rules = compiled.Rules;
        Layers = layers;
        Schema = compiled.Schema;
        Rules = rules;
        Matcher = matcher;
        ScriptCalls = compiled.Calls;
        Parameters = compiled.Parameters;
        Waivers = compiled.Waivers;
        HasLevels = rules.Any(rule => rule.Rule.Constraints.Any(clause => clause.Enforcement != Enforcement.Required));
        Scripts = scripts;
        ScriptRunner = scripts.IsEmpty ? null : scripts.Run;
        Clocks = [.. layers.Clocks().Where(clock => FirstSlot(clock) is not null).Select(clock => (clock, FirstSlot(clock)!.Value))];
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

    /// <summary>In the order of their declarations, each with the value that was set closest.</summary>
    public ImmutableArray<ResolvedParameter> Parameters { get; }

    internal ImmutableArray<CompiledWaiver> Waivers { get; }

    /// <summary>Whether some constraint is preferred or advisory.</summary>
    internal bool HasLevels { get; }

    /// <summary>Indices into <see cref="Rules"/> of those that select: most specific layer, then higher priority, then file order; defaults last.</summary>
    public ImmutableArray<int> InSelectionOrder { get; }

    internal WorkflowMatcher Matcher { get; }

    /// <summary>The scripts that conditions call, in slot order.</summary>
    internal ImmutableArray<ScriptCall> ScriptCalls { get; }

    internal ScriptHost Scripts { get; }

    internal ScriptRunner? ScriptRunner { get; }

    /// <summary>The clocks that conditions ask, each with the first of the slots its parts stand in.</summary>
    internal ImmutableArray<(ClockDeclaration Clock, FactSlot First)> Clocks { get; }

    /// <summary>Null for a clock that the loader refused, as its name is taken.</summary>
    private FactSlot? FirstSlot(ClockDeclaration clock) => Schema.TryFind($"{clock.Name}.{ClockDeclaration.Parts[0]}", out var slot) ? slot : null;
}
