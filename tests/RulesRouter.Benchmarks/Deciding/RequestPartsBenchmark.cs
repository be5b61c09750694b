using System.Buffers;
using System.ComponentModel;
using System.Text;
using BenchmarkDotNet.Attributes;
using RulesRouter.Benchmarks.Http;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Requests;
using RulesRouter.Service.Endpoints;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Benchmarks.Deciding;

/// <summary>The parts of a decision over HTTP without HTTP itself: reading, deciding, and writing response and record.</summary>
[Description("a request's parts")]
public class RequestPartsBenchmark
{
    private readonly RouterState state = RouterState.Healthy;
    private readonly string id = Guid.CreateVersion7(RequestWorkload.Now).ToString();

    private PolicyDecisionPoint point = null!;
    private ReadOnlySequence<byte>[] bodies = [];
    private DecisionRequest[] requests = [];
    private int next;

    [GlobalSetup]
    public void Load()
    {
        point = new PolicyDecisionPoint(WorkloadFolder.Load(1_000, 200), NoClassifier.Instance, new DecisionSettings());
        bodies = [.. RequestBodies.Of(1_000).Select(body => new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)))];
        requests = [.. bodies.Select(body => DecisionRequestReader.Read(body).Request!)];
    }

    [Benchmark(Description = "read the request")]
    public object Read() => DecisionRequestReader.Read(bodies[next++ & 255]).Request!;

    [Benchmark(Description = "decide")]
    public object Decide() => point.Decide(requests[next++ & 255], RequestWorkload.Now, state);

    [Benchmark(Description = "decide, write the answer")]
    public int Answered()
    {
        var request = requests[next++ & 255];
        return Write(request, point.Decide(request, RequestWorkload.Now, state), isRecorded: false);
    }

    [Benchmark(Description = "decide, write answer and record")]
    public int Recorded()
    {
        var request = requests[next++ & 255];
        return Write(request, point.Decide(request, RequestWorkload.Now, state), isRecorded: true);
    }

    /// <summary>Runs last, when all parts are compiled.</summary>
    [Benchmark(Baseline = true, Description = "all of it")]
    public int All()
    {
        var request = DecisionRequestReader.Read(bodies[next++ & 255]).Request!;
        return Write(request, point.Decide(request, RequestWorkload.Now, state), isRecorded: true);
    }

    private int Write(DecisionRequest request, DecisionAnswer answered, bool isRecorded)
    {
        using var answer = Answer.Rent();
        answer.Write(
            answered.Decision!,
            id,
            isRecorded ? new RecordedRequest(request, answered.Classification!, state, false) : null,
            answered.Facts!);
        return answer.Record.Length;
    }
}
