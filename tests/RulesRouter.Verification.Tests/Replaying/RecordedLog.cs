using System.Collections.Immutable;
using System.Text;
using RulesRouter.Classifiers;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Requests;
using RulesRouter.Verification.Replaying;
using RulesRouter.Wire.Decisions;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Verification.Tests.Replaying;

/// <summary>A decision record in a file of its own, made by deciding.</summary>
internal sealed class RecordedLog : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public static RecordedLog Of(CompiledPolicySet set, int count)
    {
        var log = new RecordedLog();
        var point = new PolicyDecisionPoint(set, new HeuristicClassifier(), new DecisionSettings());
        File.WriteAllLines(log.Path, Enumerable.Range(0, count).Select(index => Line(point, index)));
        return log;
    }

    public static RecordedLog Of(CompiledPolicySet set, IEnumerable<(RecordedRequest Recorded, DateTimeOffset At)> decided)
    {
        var log = new RecordedLog();
        var point = new PolicyDecisionPoint(set, new HeuristicClassifier(), new DecisionSettings());
        File.WriteAllLines(log.Path, decided.Select((one, index) => Line(point, one.Recorded, one.At, index)));
        return log;
    }

    public void Append(string line) => File.AppendAllLines(Path, [line]);

    public ReplayResult Replay(CompiledPolicySet before, CompiledPolicySet after, int workers = 2) =>
        Verification.Replaying.Replay.Run(
            before,
            after,
            [Path],
            new HeuristicClassifier(),
            new ReplaySettings(Now, false, workers),
            _ => { });

    public void Dispose() => File.Delete(Path);

    private static string Line(PolicyDecisionPoint point, int index)
    {
        var request = new DecisionRequest
        {
            Policy = "chat",
            Estimate = new TokenCounts(1000 * (1 + (index % 150)), null, 100),
            DeadlineMs = index % 3 == 0 ? 900 : null,
            Attributes = index % 4 == 0
                ? ImmutableSortedDictionary.CreateRange(
                    StringComparer.Ordinal,
                    [KeyValuePair.Create("level", (AttributeValue)new AttributeValue.String("secret"))])
                : ImmutableSortedDictionary<string, AttributeValue>.Empty,
        };
        return Line(
            point,
            new RecordedRequest(request, Classification.Unknown, RouterState.Healthy, false),
            Now.AddMinutes(index * 37),
            index);
    }

    private static string Line(PolicyDecisionPoint point, RecordedRequest recorded, DateTimeOffset at, int index)
    {
        var answer = point.Decide(recorded.Request, recorded.Classification, at, recorded.State);
        var json = new CompactJson();
        json.StartObject();
        json.String("decisionId"u8, $"d{index}");
        json.Timestamp("at"u8, at);
        json.Name("replay"u8);
        RecordedRequestWriter.Write(json, recorded);
        json.Name("decision"u8);
        DecisionWriter.Write(json, answer.Decision!, $"d{index}");
        json.EndObject();
        return Encoding.UTF8.GetString(json.Written);
    }
}
