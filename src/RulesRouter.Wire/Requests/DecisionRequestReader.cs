using System.Buffers;
using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Tokens;
using RulesRouter.Wire.Conversations;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Requests;

/// <summary>The JSON of <c>POST /v1/decisions</c> → <see cref="DecisionRequest"/>, or every error with its JSON pointer.</summary>
internal static class DecisionRequestReader
{
    private static readonly FieldNames Names = FieldNames.Of<Field>().With(VendorFields.All);

    /// <summary>The field that each name of a vendor's is; null for one that a decision does not depend on.</summary>
    private static readonly VendorField?[] OfVendor = [.. Names.All.Select(VendorFields.Find)];

    private static readonly int IndexOfMessages = Names.All.IndexOf("messages");
    private static readonly int IndexOfInput = Names.All.IndexOf("input");

    /// <summary>Of what is counted by its size.</summary>
    private const int BytesPerToken = 4;

    private enum Field
    {
        Policy,
        Prompt,
        Task,
        Attributes,
        Needs,
        Estimate,
        MaxOutputTokens,
        ClampsOutput,
        Stream,
        DeadlineMs,
        MaxCostUsd,
        Session,
        Attempts,
        ObligationsSupported,
        At,
        Explain,
        RequestedModel,
        Callable,
        Dialects,
        BoundTo,
        Api,
    }

    /// <summary>Every field of a request, ours and those of the vendors' bodies.</summary>
    internal static ImmutableArray<string> Fields => Names.All;

    /// <summary>A request, or at least one error.</summary>
    public static (DecisionRequest? Request, ImmutableArray<RequestError> Errors) Read(ReadOnlySequence<byte> json) =>
        StrictReader.Read(json, static (ref reader) => Value(ref reader, Omissions.None));

    /// <summary>A request, or at least one error.</summary>
    public static (DecisionRequest? Request, ImmutableArray<RequestError> Errors) Read(ReadOnlySpan<byte> json) =>
        StrictReader.Read(json, static (ref reader) => Value(ref reader, Omissions.None));

    /// <summary>A request, or at least one error. It may lack its policy, which is then empty.</summary>
    public static (DecisionRequest? Request, ImmutableArray<RequestError> Errors) ReadWithoutPolicy(ReadOnlySpan<byte> json) =>
        StrictReader.Read(json, static (ref reader) => Value(ref reader, Omissions.Policy));

    /// <summary>
    /// The body of a vendor's API as a client sends it to that vendor, without a policy. What is not known in it is no error: its size
    /// counts.
    /// </summary>
    public static (DecisionRequest? Request, ImmutableArray<RequestError> Errors) ReadVendorBody(ReadOnlySpan<byte> json) =>
        StrictReader.Read(json, static (ref reader) => Value(ref reader, Omissions.Policy | Omissions.Text), isTolerant: true);

    /// <param name="mayOmit">Required parts that may be missing.</param>
    internal static DecisionRequest Value(ref StrictReader json, Omissions mayOmit)
    {
        string policy = "";
        string? prompt = null;
        TaskKind? task = null;
        var attributes = AttributesReader.None;
        var needs = Needs.None;
        TokenCounts? estimate = null;
        int? maxOutputTokens = null;
        bool? clampsOutput = null;
        bool? stream = null;
        double? deadlineMs = null, maxCostUsd = null;
        Session? session = null;
        ImmutableArray<Attempt> attempts = [];
        ImmutableSortedSet<string>? obligations = null;
        DateTimeOffset? at = null;
        var explain = false;
        string? requestedModel = null;
        ImmutableSortedSet<string>? callable = null;
        ImmutableSortedSet<ApiDialect>? dialects = null;
        string? boundTo = null;
        EndpointApi? api = null;
        var body = new VendorBody();
        var fields = new FieldSet();
        if (json.IsObject())
        {
            while (json.NextField(Names, ref fields))
            {
                if (fields.Current > (int)Field.Api)
                {
                    ReadVendorField(ref json, fields.Current, body);
                    continue;
                }

                switch ((Field)fields.Current)
                {
                    case Field.Policy:
                        policy = json.String() ?? "";
                        break;
                    case Field.Prompt when json.HasField("id"u8):
                        body.HasStoredText = true;
                        json.Skip();
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
                    case Field.MaxOutputTokens when json.IsTolerant:
                        // No vendor has it, so no upstream keeps to it.
                        json.SkipUnknown();
                        break;
                    case Field.MaxOutputTokens:
                        maxOutputTokens = json.OutputMaximum(mayBeLess: false);
                        break;
                    case Field.ClampsOutput:
                        clampsOutput = json.Boolean();
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
                    case Field.RequestedModel:
                        requestedModel = json.String();
                        break;
                    case Field.Callable:
                        callable = json.Strings().ToImmutableSortedSet(StringComparer.Ordinal);
                        break;
                    case Field.Dialects:
                        dialects = Dialects(ref json);
                        break;
                    case Field.BoundTo:
                        boundTo = json.String();
                        break;
                    case Field.Api:
                        api = (EndpointApi?)json.OneOf(EnumNames<EndpointApi>.All, "API");
                        break;
                    default:
                        throw new System.Diagnostics.UnreachableException();
                }
            }

            Check(ref json, fields, prompt, body, mayOmit);
        }

        body.LimitOutput(maxOutputTokens);
        return RequestText.Measured(new DecisionRequest
        {
            Policy = policy,
            Messages = body.Messages,
            Instructions = body.Instructions,
            DeclaredTokens = body.DeclaredTokens + new TokenCount(0, json.SkippedBytes / BytesPerToken),
            DeclaresTools = body.HasTools,
            Prompt = prompt,
            RequestedModel = requestedModel ?? body.Model,
            Task = task,
            Attributes = attributes,
            Needs = needs.With(body.Derived()),
            Estimate = estimate,
            MaxOutputTokens = body.MaxOutputTokens,
            ClampsOutput = clampsOutput,
            Answers = body.Answers,
            Stream = stream,
            DeadlineMs = deadlineMs,
            MaxCostUsd = maxCostUsd,
            Session = session,
            Attempts = attempts,
            Callable = callable,
            Dialects = dialects,
            BoundTo = boundTo,
            Api = api ?? EndpointApi.Chat,
            ObligationsSupported = obligations,
            At = at,
            Explain = explain,
        });
    }

    private static ImmutableSortedSet<ApiDialect>? Dialects(ref StrictReader json)
    {
        if (!json.IsList("a list of dialects"))
        {
            return null;
        }

        var dialects = ImmutableSortedSet.CreateBuilder<ApiDialect>();
        for (var index = -1; json.NextItem(ref index);)
        {
            if (json.OneOf(EnumNames<ApiDialect>.All, "dialect") is { } dialect)
            {
                dialects.Add((ApiDialect)dialect);
            }
        }

        return dialects.ToImmutable();
    }

    private static void ReadVendorField(ref StrictReader json, int index, VendorBody body)
    {
        if (OfVendor[index] is { } field)
        {
            VendorReader.Read(ref json, field, body);
        }
        else
        {
            json.Skip();
        }
    }

    private static void Check(ref StrictReader json, FieldSet fields, string? prompt, VendorBody body, Omissions mayOmit)
    {
        if (!fields.Has((int)Field.Policy) && !mayOmit.HasFlag(Omissions.Policy))
        {
            json.Reject("policy", "is missing");
        }

        var (hasMessages, hasInput) = (fields.Has(IndexOfMessages), fields.Has(IndexOfInput));
        var hasText = hasMessages || hasInput || fields.Has((int)Field.Prompt) || body.HasStoredText;
        if (!hasText && !fields.Has((int)Field.Estimate) && !mayOmit.HasFlag(Omissions.Text))
        {
            json.Reject("one of `messages`, `prompt` and `estimate` is required");
        }

        if (hasMessages && hasInput)
        {
            json.Reject("input", "cannot be combined with `messages`; send one of the two");
        }

        if ((hasMessages || hasInput) && prompt is not null)
        {
            json.Reject("prompt", $"cannot be combined with `{(hasMessages ? "messages" : "input")}`; send one of the two");
        }
    }
}
