using RulesRouter.Decisions;
using RulesRouter.Evaluation.Chaining;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Evaluation.Ranking;
using RulesRouter.Names;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Reporting;

/// <summary>Writes the trace of a decision from the results of its steps; nothing is evaluated again.</summary>
internal static class TraceWriter
{
    public static DecisionTrace Write(PlannedChain planned, Matches matches)
    {
        var (ranked, effects) = (planned.Ranked, planned.Ranked.Filtered.Effects);
        var (policy, facts, selection) = (effects.Prepared.Input.Policy, effects.Prepared.Facts, effects.Selection);
        return new DecisionTrace(
            [.. Known(facts)],
            [.. policy.Rules.Select((rule, index) => new RuleTrace(
                rule.QualifiedId,
                rule.Rule.When?.Text ?? "",
                matches.TruthOfRule(index),
                [.. Effects(rule.Rule, matches.TruthOfRule(index), ReferenceEquals(rule, effects.Selecting))],
                rule.Rule.Reason))],
            ranked.Filtered.First.Eligibility.Exclusions(),
            planned.ExpectedCost?.Ranked()
                ?? [
                    .. ranked.First
                        .Select(
                            candidate =>
                                new RankedCandidate(
                                    candidate.Endpoint,
                                    CandidateRanking.Describe(candidate, selection, ranked.Scores),
                                    candidate.Estimate))])
        {
            Chain = ChainReasons.Of(planned),
            Parameters = [.. policy.Parameters.Select(parameter => new ParameterTrace(parameter.Name, parameter.Text, parameter.From))],
            Scripts = [
                .. policy.ScriptCalls.Where(call => facts.AnswerSoFar(call) is not null)
                    .Select(call => TraceOf(call, facts.AnswerSoFar(call)!.Value))],
        };
    }

    private static ScriptTrace TraceOf(ScriptCall call, ScriptAnswer answer) => new(
        call.Text,
        !answer.IsKnown
            ? "unknown"
            : call.Script.Result == ScriptResult.Boolean
            ? (answer.Value != 0 ? "true" : "false")
            : NumberFormat.Of(answer.Value),
        answer.UnknownReason);

    private static IEnumerable<FactTrace> Known(RequestFacts facts)
    {
        for (var index = 0; index < facts.Schema.Facts.Length; index++)
        {
            var slot = new FactSlot(index);
            if (facts[slot].IsKnown)
            {
                yield return new FactTrace(
                    facts.Schema[slot].Name,
                    facts[slot].ToString(facts.Schema[slot].Type),
                    EnumNames<Provenance>.NameOf(facts.ProvenanceOf(slot)));
            }
        }
    }

    private static IEnumerable<string> Effects(Rule rule, Truth truth, bool selects)
    {
        if (truth != Truth.False)
        {
            foreach (var clause in rule.Constraints)
            {
                yield return clause.Enforcement switch
                {
                    Enforcement.Preferred => $"prefers {clause.Definition.Name} {clause.Value}",
                    Enforcement.Advisory => $"advises {clause.Definition.Name} {clause.Value}",
                    Enforcement.Required => $"constrains {clause.Definition.Name} to {clause.Value}",
                };
            }

            foreach (var clause in rule.Obligations)
            {
                yield return $"obliges {clause.Definition.Name} {clause.Value}";
            }

            if (rule.Denies)
            {
                yield return "denies";
            }
        }

        if (selects)
        {
            yield return rule.Selection!.Score is { } score ? $"selects by the lowest score of script {score.Script}" : $"selects by {EnumNames<Objective>.NameOf(rule.Selection.Objective)}";
        }
    }
}
