using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Evaluation.Indexing;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Facts;

/// <summary>
/// Whether what a classifier believes of the text can change whom a decision chooses, told before the classifier is asked. It can where the
/// caller left task or lengths open, where a rule that may match reads a belief, and where the rule that selects goes by one.
/// </summary>
internal sealed class ClassifierNeed
{
    /// <summary>The facts that no caller says.</summary>
    private static readonly ImmutableArray<FactSlot> Beliefs = [FixedFacts.ComplexityScore, FixedFacts.ComplexityTier, FixedFacts.PromptHasCode];

    private readonly CompiledPolicy policy;
    private readonly ImmutableArray<bool> reads;
    private readonly ImmutableArray<bool> selectsBy;
    private readonly bool isAny;
    private readonly bool isAlways;

    public ClassifierNeed(CompiledPolicy policy)
    {
        this.policy = policy;
        reads = [.. policy.Rules.Select(rule => AreIn(ConditionFacts.Of(rule.Condition)))];
        selectsBy = [.. policy.Rules.Select(SelectsBy)];
        isAny = reads.Contains(true) || selectsBy.Contains(true);
        isAlways = policy.Rules.Any(rule => IsAnsweredWithout(rule.Condition)) || policy.LateSelections.Any(late => reads[late.Rule]);
    }

    /// <param name="request">Has a text.</param>
    /// <param name="at">What the policy's clocks show.</param>
    /// <param name="facts">Where there is no need and it took the facts to see that: those without any belief.</param>
    public bool Of(DecisionRequest request, DateTimeOffset at, out RequestFacts? facts)
    {
        facts = null;
        if (request.Task is null || request.Estimate is not { InputTokens: not null, OutputTokens: not null } || isAlways)
        {
            return true;
        }

        return isAny && Matters(request, at, out facts);
    }

    /// <summary>Without any belief, a rule that one decides is unknown; a rule that is true or false anyway stays so, whatever is believed.</summary>
    private bool Matters(DecisionRequest request, DateTimeOffset at, out RequestFacts? unclassified)
    {
        unclassified = null;
        var faults = ImmutableArray.CreateBuilder<RequestFault>(initialCapacity: 0);
        var facts = new FactsBuilder(policy).Build(request, Classification.Unknown, at, faults);
        if (faults.Count > 0)
        {
            return false;
        }

        var matches = Matches.OfThread;
        policy.MatcherOf(Executor.Index, all: false).Match(facts, matches);
        foreach (var entry in matches.Entries)
        {
            if (Matches.TruthOf(entry) == Truth.Unknown && reads[Matches.RuleOf(entry)])
            {
                return true;
            }
        }

        if (selectsBy[MatchedRules.Selected(policy, facts, matches)])
        {
            return true;
        }

        unclassified = facts;
        return false;
    }

    private static bool AreIn(IEnumerable<FactSlot> facts) => facts.Any(fact => Beliefs.Contains(fact));

    /// <summary>Whether a condition can be true or false because a belief is missing: it asks whether there is one, or gives it to a script, which may take it as it comes.</summary>
    private static bool IsAnsweredWithout(Condition condition) => condition switch
    {
        Condition.All all => all.Operands.Any(IsAnsweredWithout),
        Condition.Any any => any.Operands.Any(IsAnsweredWithout),
        Condition.Not not => IsAnsweredWithout(not.Operand),
        Condition.Has has => Beliefs.Contains(has.Fact),
        _ => ConditionFacts.Calls(condition).SelectMany(call => call.Arguments).Any(IsBelief),
    };

    private static bool SelectsBy(CompiledRule rule) => rule.Rule.Selection is { } selection
        && (selection.Objective == Objective.ExpectedCost
            || rule.Named is { } named && (AreIn(new[] { named.SplitKey, named.ShadowKey }.OfType<FactSlot>()) || named.Score?.With.Any(IsBelief) == true));

    private static bool IsBelief(ScriptArgument argument) => AreIn(ConditionFacts.Of(argument, optional: true));
}
