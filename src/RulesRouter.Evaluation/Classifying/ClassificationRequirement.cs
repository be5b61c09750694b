using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Objectives;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Classifying;

/// <summary>
/// Whether a classification can change the decision on a request, computed before the classifier runs. It can if the caller left task or
/// lengths open, if a rule that may match reads a derived fact, or if the selecting rule ranks by one.
/// </summary>
internal sealed class ClassificationRequirement
{
    /// <summary>Derived facts that no caller can set.</summary>
    private static readonly ImmutableArray<FactSlot> DerivedFacts =
    [
        FixedFacts.Kind,
        FixedFacts.ComplexityScore,
        FixedFacts.ComplexityTier,
        FixedFacts.PromptHasCode,
    ];

    private readonly CompiledPolicy policy;
    private readonly ImmutableArray<bool> reads;
    private readonly ImmutableArray<bool> selectsBy;
    private readonly bool isAny;
    private readonly bool isAlways;

    public ClassificationRequirement(CompiledPolicy policy)
    {
        this.policy = policy;
        reads = [.. policy.Rules.Select(rule => AreIn(ConditionFacts.Of(rule.Condition)))];
        selectsBy = [.. policy.Rules.Select(SelectsBy)];
        isAny = reads.Contains(true) || selectsBy.Contains(true);
        isAlways = policy.Rules.Any(rule => IsKnownWithout(rule.Condition)) || policy.DeferredSelections.Any(late => reads[late.Rule]);
    }

    /// <param name="request">Has a prompt.</param>
    /// <param name="at">The time that the policy's clocks read.</param>
    /// <param name="facts">
    /// If no classification is required and facts were built to find that out: the facts without derived values.
    /// </param>
    public bool IsRequired(DecisionRequest request, DateTimeOffset at, RouterState state, out RequestFacts? facts)
    {
        facts = null;
        if (request.Task is null || request.Estimate is not { InputTokens: not null, OutputTokens: not null } || isAlways)
        {
            return true;
        }

        return isAny && CanChange(request, at, state, out facts);
    }

    /// <summary>
    /// Without derived facts, a rule that depends on one is unknown; a rule that is true or false anyway stays so for every classification.
    /// </summary>
    private bool CanChange(DecisionRequest request, DateTimeOffset at, RouterState state, out RequestFacts? unclassified)
    {
        unclassified = null;
        var errors = ImmutableArray.CreateBuilder<RequestError>(initialCapacity: 0);
        var facts = new FactsBuilder(policy).Build(request, Classification.Unknown, at, state, errors);
        if (errors.Count > 0)
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

        if (selectsBy[SelectingRule.Of(policy, facts, matches)])
        {
            return true;
        }

        unclassified = facts;
        return false;
    }

    private static bool AreIn(IEnumerable<FactSlot> facts) => facts.Any(fact => DerivedFacts.Contains(fact));

    /// <summary>
    /// Whether a condition can be true or false because a derived fact is missing: it calls <c>has</c> on it or passes it to a script.
    /// </summary>
    private static bool IsKnownWithout(Condition condition) => condition switch
    {
        Condition.All all => all.Operands.Any(IsKnownWithout),
        Condition.Any any => any.Operands.Any(IsKnownWithout),
        Condition.Not not => IsKnownWithout(not.Operand),
        Condition.Has has => DerivedFacts.Contains(has.Fact),
        Condition.Literal or Condition.BooleanFact or Condition.CompareNumbers or Condition.OneOf or Condition.SameString
            or Condition.TestString or Condition.SetHolds
            or Condition.Script => ConditionFacts.Calls(condition).SelectMany(call => call.Arguments).Any(IsDerived),
        _ => throw new UnreachableException(),
    };

    private static bool SelectsBy(CompiledRule rule) => rule.Rule.Selection is { } selection
        && (selection.Objective == Objective.ExpectedCost
            || rule.Named is { } named
                && (AreIn(new[] { named.SplitKey, named.ShadowKey }.OfType<FactSlot>()) || named.Score?.With.Any(IsDerived) == true));

    private static bool IsDerived(ScriptArgument argument) => AreIn(ConditionFacts.Of(argument, optional: true));
}
