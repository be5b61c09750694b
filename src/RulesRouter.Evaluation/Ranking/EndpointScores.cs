using System.Globalization;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Scripts;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Ranking;

/// <summary>The score that a script gives each candidate, computed once per candidate.</summary>
internal sealed class EndpointScores(CompiledScore score, ScriptHost scripts, RequestFacts facts)
{
    private readonly Dictionary<int, ScriptAnswer> known = [];

    public ScriptAnswer Of(Candidate candidate)
    {
        if (!known.TryGetValue(candidate.Index, out var answer))
        {
            answer = scripts.Score(score, candidate, facts);
            known.Add(candidate.Index, answer);
        }

        return answer;
    }

    public string Describe(Candidate candidate) => Of(candidate) is { IsKnown: true } answer
        ? string.Create(CultureInfo.InvariantCulture, $"score {answer.Value:0.######} by script {score.Script.Name}")
        : $"no score by script {score.Script.Name}: {Of(candidate).UnknownReason}";
}
