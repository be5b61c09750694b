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
        var prepared = PreparedRequest.Of(input, facts);
        var matches = Matches.OfThread;
        policy.MatcherOf(settings.Executor, all: input.Request.Explain).Match(facts, matches);
        var effects = combiner.Combine(prepared, matches);
        var filtered = CandidateFilter.Filter(effects);
        var ranked = RankedCandidates.Of(filtered);
        var planned = ChainPlanner.Plan(ranked);
        var decision = DecisionReport.Of(planned);
        return settings.Explains
            ? decision with { Explanation = DecisionExplainer.Explain(decision, planned, matches, settings.CountsExclusions) }
            : decision;
    }
}
