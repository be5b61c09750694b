using System.Buffers;
using System.Collections.Immutable;
using RulesRouter.Access;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Requests;
using RulesRouter.Service.Access;
using RulesRouter.Service.Checking;
using RulesRouter.Service.Metrics;
using RulesRouter.Service.Options;
using RulesRouter.Service.Outcomes;
using RulesRouter.Service.Recording;
using RulesRouter.Service.Sessions;
using RulesRouter.Service.StateKeeping;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Service.Endpoints;

/// <summary>The JSON of one request → a decision in the answer, or a problem.</summary>
internal sealed partial class DecisionHandler(
    Router router,
    DecisionRecorder recorder,
    DecisionIds ids,
    ReferenceSampling sampling,
    OutcomeIntake intake,
    ServiceMeter meter,
    CallerAttributes attributes,
    SessionTasks sessions,
    SessionAttributes sessionAttributes,
    ServiceState serviceState,
    ServiceOptions options,
    TimeProvider clock,
    ILogger<DecisionHandler> log)
{
    /// <summary>One of each tier, and unknown.</summary>
    private static readonly double?[] Difficulties = [null, 0.2, 0.5, 0.8];

    private readonly LogLimit limit = new(TimeSpan.FromSeconds(10));
    private volatile RouterState state = new(options.Down) { Learned = intake.Learned };

    /// <summary>Null if the answer holds a decision.</summary>
    public Problem? Handle(ReadOnlySequence<byte> json, Call call, Answer answer)
    {
        if (router.Current is not { } snapshot)
        {
            return Problem.NotReady;
        }

        var (request, faults) = DecisionRequestReader.Read(json);
        return request is null ? Problem.InvalidRequest(faults) : Decide(snapshot, request, "", call, answer);
    }

    /// <summary>Decides one request of a batch. Null if the answer holds a decision.</summary>
    /// <param name="pointer">JSON pointer to the request within the body.</param>
    public Problem? Handle(BatchItem item, string pointer, Call call, Answer answer)
    {
        if (router.Current is not { } snapshot)
        {
            return Problem.NotReady;
        }

        return item.Request is { } request ? Decide(snapshot, request, pointer, call, answer) : Problem.InvalidRequest(item.Errors);
    }

    /// <summary>
    /// Decides a request that the gateway carries out. A problem, the decision that was made, or neither if it is discarded.
    /// </summary>
    /// <param name="change">What the gateway knows beside the state of the service.</param>
    /// <param name="isDiscarded">Whether the gateway decides again in another way: then the decision is neither counted nor kept.</param>
    public (Problem? Problem, MadeDecision? Made) Decide(
        DecisionRequest request,
        Call call,
        Func<RouterState, RouterState> change,
        Func<Decision, bool> isDiscarded,
        Answer answer)
    {
        if (router.Current is not { } snapshot)
        {
            return (Problem.NotReady, null);
        }

        var problem = Decide(snapshot, request, "", call, answer, out var made, change, isDiscarded);
        return (problem, made);
    }

    /// <summary>
    /// Whether requests may be decided at the same time: none continues a session, and none takes from a budget, which the earlier request
    /// has first.
    /// </summary>
    public bool AreIndependent(ImmutableArray<BatchItem> requests) => requests.All(item =>
        item.Request is not { } request
        || (request.Session is null && router.Current?.Set.Find(request.Policy) is not { Budgets.IsEmpty: false }));

    /// <summary>
    /// Decides requests of every task and tier without an answer, so that what decisions share until something is learned is computed: they
    /// are not counted, recorded or kept.
    /// </summary>
    public void Prepare(string policyName, Call call)
    {
        if (router.Current is not { } snapshot || snapshot.Set.Find(policyName) is not { } policy)
        {
            return;
        }

        var request = attributes.AddedTo(new DecisionRequest { Policy = policyName }, policy, call);
        foreach (var classification in Enum.GetValues<TaskKind>().SelectMany(Classifications))
        {
            snapshot.DecisionPoint.Decide(request, classification, clock.GetUtcNow(), State());
        }
    }

    private static IEnumerable<Classification> Classifications(TaskKind task) =>
        Difficulties.Select(difficulty => new Classification
        {
            Task = task,
            TaskConfidence = 1,
            Difficulty = difficulty,
            InputTokens = 1_000,
            OutputTokens = 1_000,
            Source = ClassificationSource.Classifier,
        });

    /// <summary>Null once the decisions of the answers are recorded; a problem if they cannot be, and then none may be sent.</summary>
    public async ValueTask<Problem?> Record(IReadOnlyList<Answer> answers)
    {
        try
        {
            await recorder.Append(answers.Select(answer => answer.Record)).ConfigureAwait(false);
            return null;
        }
        catch (IOException exception)
        {
            if (limit.Allows(exception.Message))
            {
                LogNotRecorded(log, exception.Message);
            }

            foreach (var reserved in answers.SelectMany(answer => answer.Reserved))
            {
                serviceState.Budgets.Release(reserved);
            }

            return Problem.NotRecorded;
        }
    }

    private Problem? Decide(Snapshot snapshot, DecisionRequest request, string pointer, Call call, Answer into) =>
        Decide(snapshot, request, pointer, call, into, out _, static known => known, static _ => false);

    private Problem? Decide(
        Snapshot snapshot,
        DecisionRequest request,
        string pointer,
        Call call,
        Answer into,
        out MadeDecision? made,
        Func<RouterState, RouterState> change,
        Func<Decision, bool> isDiscarded)
    {
        made = null;
        if (request.At is not null && !MaySetTime(call.Caller))
        {
            return Problem.AtNotAllowed(pointer + "/at");
        }

        if (!call.Caller.MayUse(request.Policy))
        {
            return Problem.PolicyNotAllowed(call.Caller, request.Policy, pointer + "/policy");
        }

        if (snapshot.Set.Find(request.Policy) is not { } policy)
        {
            return Problem.UnknownPolicy(
                request.Policy,
                snapshot.Set,
                call.Caller.MayUse,
                [
                    new RequestError(
                        pointer + "/policy",
                        snapshot.Set.Policies.Find(request.Policy) is null ? "unknown policy" : "abstract policy"),
                ]);
        }

        if (EndpointReferences.Unknown(request, snapshot.Set.Catalog) is { IsEmpty: false } unknown)
        {
            return Problem.InvalidRequest(Within(pointer, unknown));
        }

        var known = change(sessionAttributes.AddedTo(sessions.AddedTo(State(), request, call.Caller), request, policy, call.Caller));

        // After the state: explaining a decision learns from outcomes up to its time, and must know those that it had learned from.
        var now = clock.GetUtcNow();
        request = attributes.AddedTo(request, policy, call);
        if (attributes.NotAllowed(request, policy) is { IsEmpty: false } claimed)
        {
            return Problem.AttributesNotAllowed(Within(pointer, claimed));
        }

        using var span = Telemetry.StartDecision();
        var isSimulated = request.At is not null;
        var at = request.At ?? now;
        var (answer, decidedBy, reserved) = serviceState.Budgets.Decide(
           policy,
           request,
           at,
           isSimulated ? null : () => ids.Next(now, hasOutcomes: true),
           known,
           current => snapshot.DecisionPoint.Decide(request, at, current));
        if (answer.Decision is not { } decision)
        {
            return Problem.InvalidRequest(Within(pointer, answer.Errors));
        }

        if (isDiscarded(decision))
        {
            return null;
        }

        meter.Count(decision);
        var id = reserved ?? ids.Next(now, hasOutcomes: decision is Routed && !isSimulated);
        span?.SetTag(MetricNames.DecisionId, id)
            .SetTag(MetricNames.Policy, decision.Policy)
            .SetTag(MetricNames.Outcome, decision is Routed ? "routed" : "denied")
            .SetTag(MetricNames.Endpoint, decision is Routed routed ? (string)routed.Hops[0].Endpoint.Id : null);
        if (!isSimulated)
        {
            intake.Expect(id, decision);
            serviceState.Expect(id, decision);
            sessions.Keep(request, answer.Classification!, call.Caller);
            sessionAttributes.Keep(request, policy, answer.Facts!, call.Caller);
        }

        if (reserved is not null)
        {
            into.Reserved.Add(reserved);
        }

        into.Write(
            decision,
            id,
            recorder.IsOn ? new RecordedRequest(request, answer.Classification!, decidedBy, options.AllowSampleEvidence) : null,
            answer.Facts!,
            isSimulated,
            snapshot.Commit);
        sampling.Offer(policy, answer.Facts!);
        made = new MadeDecision(id, decision);
        return null;
    }

    /// <summary>An administrator has a credential: without one, everyone who reaches the service would be an administrator.</summary>
    private bool MaySetTime(Caller caller) => options.AllowAt || (caller.KeyId is not null && caller.Has(AccessScope.Administer));

    private static ImmutableArray<RequestError> Within(string pointer, ImmutableArray<RequestError> errors) =>
        [.. errors.Select(error => error with { Pointer = pointer + error.Pointer })];

    /// <summary>The state with everything learned so far, and that of the endpoints.</summary>
    private RouterState State()
    {
        var known = state;
        var endpoints = serviceState.Present;
        if (known.Learned != intake.Learned || known.Excluded != endpoints.Excluded || known.Latencies != endpoints.Latencies)
        {
            known = new RouterState(options.Down)
            {
                Learned = intake.Learned,
                Excluded = endpoints.Excluded,
                Latencies = endpoints.Latencies,
            };
            state = known;
        }

        return known;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "a decision could not be recorded and was not returned: {Reason}")]
    private static partial void LogNotRecorded(ILogger log, string reason);
}
