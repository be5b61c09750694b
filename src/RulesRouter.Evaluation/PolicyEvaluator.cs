using RulesRouter.Decisions;
using RulesRouter.Evaluation.Chaining;
using RulesRouter.Evaluation.Classifying;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Evaluation.Filtering;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Evaluation.Ranking;
using RulesRouter.Evaluation.Reporting;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation;

/// <summary>
/// Decides requests by one policy: match → combine → filter → rank → chain → report, each step from the result of the one before.
/// </summary>
internal sealed class PolicyEvaluator(CompiledPolicy policy)
{
    private readonly RuleCombiner combiner = new(policy);
    private readonly Lazy<ClassificationRequirement> requirement = new(() => new ClassificationRequirement(policy));

    public CompiledPolicy Policy => policy;

    public ClassificationRequirement Requirement => requirement.Value;

    public Decision Decide(DecisionInput input, RequestFacts facts, DecisionSettings settings)
    {
        var matches = Matches.OfThread;
        var planned = Plan(input, facts, settings, matches);
        var decision = DecisionReport.Of(planned);
        return settings.Explains
            ? decision with { Explanation = DecisionExplainer.Explain(decision, planned, matches, settings.CountsExclusions) }
            : decision;
    }

    /// <param name="isAsked">Whether an endpoint, by its id, is an option.</param>
    public ComparableChains Compare(DecisionInput input, RequestFacts facts, DecisionSettings settings, Func<string, bool> isAsked) =>
        ComparableChains.Of(Plan(input, facts, settings, Matches.OfThread), isAsked);

    private PlannedChain Plan(DecisionInput input, RequestFacts facts, DecisionSettings settings, Matches matches)
    {
        var prepared = PreparedRequest.Of(input, facts);
        policy.MatcherOf(settings.Executor, all: input.Request.Explain).Match(facts, matches);
        var effects = combiner.Combine(prepared, matches);
        var filtered = CandidateFilter.Filter(effects);
        return ChainPlanner.Plan(RankedCandidates.Of(filtered));
    }
}
