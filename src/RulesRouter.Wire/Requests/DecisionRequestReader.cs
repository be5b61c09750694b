using System.Buffers;
using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Requests;

/// <summary>The JSON of <c>POST /v1/decisions</c> → <see cref="DecisionRequest"/>, or every error with its JSON pointer.</summary>
internal static class DecisionRequestReader
{
    private static readonly FieldNames Names = FieldNames.Of<Field>();

    private enum Field
    {
        Policy,
        Messages,
        Prompt,
        Task,
        Attributes,
        Needs,
        Estimate,
        MaxOutputTokens,
        Stream,
        DeadlineMs,
        MaxCostUsd,
        Session,
        Attempts,
        ObligationsSupported,
        At,
        Explain,
    }

    /// <summary>A request, or at least one error.</summary>
    public static (DecisionRequest? Request, ImmutableArray<RequestError> Errors) Read(ReadOnlySequence<byte> json) =>
        StrictReader.Read(json, static (ref reader) => Value(ref reader, Omissions.None));

    /// <summary>A request, or at least one error.</summary>
    public static (DecisionRequest? Request, ImmutableArray<RequestError> Errors) Read(ReadOnlySpan<byte> json) =>
        StrictReader.Read(json, static (ref reader) => Value(ref reader, Omissions.None));

    /// <summary>A request, or at least one error. It may lack its policy, which is then empty.</summary>
    public static (DecisionRequest? Request, ImmutableArray<RequestError> Errors) ReadWithoutPolicy(ReadOnlySpan<byte> json) =>
        StrictReader.Read(json, static (ref reader) => Value(ref reader, Omissions.Policy));

    /// <param name="mayOmit">Required parts that may be missing.</param>
    internal static DecisionRequest Value(ref StrictReader json, Omissions mayOmit)
    {
        string policy = "";
        string? prompt = null;
        ImmutableArray<Message> messages = [];
        TaskKind? task = null;
        var attributes = AttributesReader.None;
        var needs = NeedsReader.None;
        TokenCounts? estimate = null;
        int? maxOutputTokens = null;
        bool? stream = null;
        double? deadlineMs = null, maxCostUsd = null;
        Session? session = null;
        ImmutableArray<Attempt> attempts = [];
        ImmutableSortedSet<string>? obligations = null;
        DateTimeOffset? at = null;
        var explain = false;
        var fields = new FieldSet();
        if (json.IsObject())
        {
            while (json.NextField(Names, ref fields))
            {
                switch ((Field)fields.Current)
                {
                    case Field.Policy:
                        policy = json.String() ?? "";
                        break;
                    case Field.Messages:
                        messages = MessagesReader.Value(ref json);
                        break;
                    case Field.Prompt:
                        prompt = json.String();
                        break;
                    case Field.Task:
                        task = (TaskKind?)json.OneOf(EnumNames<TaskKind>.All, "task");
                        break;
                    case Field.Attributes:
                        attributes = AttributesReader.Value(ref json);
                        break;
                    case Field.Needs:
                        needs = NeedsReader.Value(ref json);
                        break;
                    case Field.Estimate:
                        estimate = EstimateReader.Value(ref json);
                        break;
                    case Field.MaxOutputTokens:
                        maxOutputTokens = json.Integer(1);
                        break;
                    case Field.Stream:
                        stream = json.Boolean();
                        break;
                    case Field.DeadlineMs:
                        deadlineMs = json.Number(1, "a number of milliseconds, at least 1");
                        break;
                    case Field.MaxCostUsd:
                        maxCostUsd = json.Number(0, "a number of US dollars, at least 0");
                        break;
                    case Field.Session:
                        session = SessionReader.Value(ref json);
                        break;
                    case Field.Attempts:
                        attempts = AttemptsReader.Value(ref json);
                        break;
                    case Field.ObligationsSupported:
                        obligations = json.Strings().ToImmutableSortedSet(StringComparer.Ordinal);
                        break;
                    case Field.At:
                        at = json.Timestamp();
                        break;
                    case Field.Explain:
                        explain = json.Boolean() ?? false;
                        break;
                    default:
                        throw new System.Diagnostics.UnreachableException();
                }
            }

            Check(ref json, fields, mayOmit);
        }

        return new DecisionRequest
        {
            Policy = policy,
            Messages = messages,
            Prompt = prompt,
            Task = task,
            Attributes = attributes,
            Needs = needs,
            Estimate = estimate,
            MaxOutputTokens = maxOutputTokens,
            Stream = stream,
            DeadlineMs = deadlineMs,
            MaxCostUsd = maxCostUsd,
            Session = session,
            Attempts = attempts,
            ObligationsSupported = obligations,
            At = at,
            Explain = explain,
        };
    }

    private static void Check(ref StrictReader json, FieldSet fields, Omissions mayOmit)
    {
        if (!fields.Has((int)Field.Policy) && !mayOmit.HasFlag(Omissions.Policy))
        {
            json.Reject("policy", "is missing");
        }

        var (hasMessages, hasPrompt) = (fields.Has((int)Field.Messages), fields.Has((int)Field.Prompt));
        if (!hasMessages && !hasPrompt && !fields.Has((int)Field.Estimate) && !mayOmit.HasFlag(Omissions.Text))
        {
            json.Reject("one of `messages`, `prompt` and `estimate` is required");
        }

        if (hasMessages && hasPrompt)
        {
            json.Reject("prompt", "cannot be combined with `messages`; send one of the two");
        }
    }
}
