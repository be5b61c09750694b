using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Json;
using RulesRouter.Requests;
using RulesRouter.Service.Metrics;
using RulesRouter.Service.Outcomes;
using RulesRouter.Service.Recording;
using RulesRouter.Service.Snapshots;

namespace RulesRouter.Service.Endpoints;

/// <summary>One request's JSON → a decision or a problem.</summary>
internal sealed class DecisionHandler(SnapshotHolder holder, DecisionRecorder recorder, OutcomeDesk desk, ServiceMeter meter, ServiceOptions options, TimeProvider clock)
{
    private volatile RouterState state = new(options.Down, desk.Learned);

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
        var known = State();
        var answer = snapshot.DecisionPoint.Decide(request, request.At ?? now, known);
        if (answer.Decision is not { } decision)
        {
            return Invalid([.. answer.Faults.Select(fault => fault with { Pointer = pointer + fault.Pointer })]);
        }

        meter.Count(decision);
        var id = Guid.CreateVersion7(now).ToString();
        desk.Expect(id, decision);

        // A bare null would become an empty line: memory converts from a null array.
        return new Handled(null, decision, id, recorder.IsOn ? RecordLine.Write(id, Recorded(request, answer, known), answer.Facts!, decision) : default(ReadOnlyMemory<byte>?));
    }

    /// <summary>With what outcomes have taught by now.</summary>
    private RouterState State()
    {
        var known = state;
        if (known.Learned != desk.Learned)
        {
            known = new RouterState(options.Down, desk.Learned);
            state = known;
        }

        return known;
    }

    private RecordedRequest Recorded(DecisionRequest request, DecisionAnswer answer, RouterState known) => new(request, answer.Classification!, known, options.AllowSampleEvidence);

    private static Handled Invalid(ImmutableArray<RequestFault> faults) =>
        Refused(new Problem(StatusCodes.Status400BadRequest, "the request is not valid", faults.Length == 1 ? "1 fault" : $"{faults.Length} faults", faults));

    private static Handled Refused(Problem problem) => new(problem, null, "", null);
}
