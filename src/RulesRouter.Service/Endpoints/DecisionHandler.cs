using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Json;
using RulesRouter.Requests;
using RulesRouter.Service.Metrics;
using RulesRouter.Service.Recording;
using RulesRouter.Service.Snapshots;

namespace RulesRouter.Service.Endpoints;

/// <summary>One request's JSON → a decision or a problem.</summary>
internal sealed class DecisionHandler(SnapshotHolder holder, DecisionRecorder recorder, ServiceMeter meter, ServiceOptions options, TimeProvider clock)
{
    private readonly RouterState state = new(options.Down);

    /// <summary>What a request came to; the record's line is null where recording is off.</summary>
    public sealed record Handled(Problem? Problem, Decision? Decision, string DecisionId, ReadOnlyMemory<byte>? Line);

    public Handled Handle(JsonElement json, string pointer = "")
    {
        if (holder.Current is not { } snapshot)
        {
            return Refused(Problem.NotReady);
        }

        var (request, faults) = DecisionRequestReader.Read(json, pointer);
        if (request is null)
        {
            return Invalid(faults);
        }

        if (request.At is not null && !options.AllowAt)
        {
            return Invalid([new RequestFault(pointer + "/at", "this service decides at its own clock")]);
        }

        return snapshot.Set.Find(request.Policy) is null ? Refused(Problem.UnknownPolicy(request.Policy, snapshot.Set.Names, [new RequestFault(pointer + "/policy", "names no policy")])) : Decide(snapshot, request, pointer);
    }

    public Task Record(ReadOnlyMemory<byte>? line) => line is { } written ? recorder.Append(written) : Task.CompletedTask;

    private Handled Decide(Snapshot snapshot, DecisionRequest request, string pointer)
    {
        var now = clock.GetUtcNow();
        var answer = snapshot.DecisionPoint.Decide(request, request.At ?? now, state);
        if (answer.Decision is not { } decision)
        {
            return Invalid([.. answer.Faults.Select(fault => fault with { Pointer = pointer + fault.Pointer })]);
        }

        meter.Count(decision);
        var id = Guid.CreateVersion7(now).ToString();

        // A bare null would become an empty line: memory converts from a null array.
        return new Handled(null, decision, id, recorder.IsOn ? RecordLine.Write(id, Recorded(request, answer), answer.Facts!, decision) : default(ReadOnlyMemory<byte>?));
    }

    private RecordedRequest Recorded(DecisionRequest request, DecisionAnswer answer) => new(request, answer.Classification!, state, options.AllowSampleEvidence);

    private static Handled Invalid(ImmutableArray<RequestFault> faults) =>
        Refused(new Problem(StatusCodes.Status400BadRequest, "the request is not valid", faults.Length == 1 ? "1 fault" : $"{faults.Length} faults", faults));

    private static Handled Refused(Problem problem) => new(problem, null, "", null);
}
