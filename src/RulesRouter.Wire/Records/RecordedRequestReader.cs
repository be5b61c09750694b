using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Decisions;
using RulesRouter.Requests;
using RulesRouter.Wire.Reading;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Wire.Records;

/// <summary>The <c>replay</c> of a record line → a request to decide again, or every error with its JSON pointer.</summary>
internal static class RecordedRequestReader
{
    private static readonly FieldNames Names = FieldNames.Of<Field>();

    private enum Field
    {
        Request,
        KeyAttributes,
        SessionAttributes,
        Text,
        Classification,
        Down,
        Callable,
        LearnedEpoch,
        Budgets,
        Excluded,
        Latencies,
        SampleEvidence,
    }

    /// <summary>A recorded request, or at least one error.</summary>
    /// <param name="pointer">JSON pointer to <paramref name="replay"/> within its line.</param>
    public static (
        RecordedRequest? Recorded,
        ImmutableArray<RequestError> Errors) Read(ReadOnlySpan<byte> replay, string pointer = "/replay") =>
        StrictReader.Read(replay, static (ref reader) => Value(ref reader), pointer);

    private static RecordedRequest? Value(ref StrictReader json)
    {
        if (!json.IsObject())
        {
            return null;
        }

        DecisionRequest? request = null;
        var keyAttributes = AttributesReader.None;
        var sessionAttributes = RouterState.Healthy.SessionAttributes;
        TextMeasure? text = null;
        var classification = Classification.Unknown;
        ImmutableArray<string> down = [];
        ImmutableSortedSet<string>? callable = null;
        var epoch = 0L;
        var budgets = RouterState.Healthy.Budgets;
        var excluded = RouterState.Healthy.Excluded;
        var latencies = RouterState.Healthy.Latencies;
        var sampleEvidence = false;
        var fields = new FieldSet();
        while (json.NextField(Names, ref fields))
        {
            switch ((Field)fields.Current)
            {
                case Field.Request:
                    request = DecisionRequestReader.Value(ref json, Omissions.Text);
                    break;
                case Field.KeyAttributes:
                    keyAttributes = AttributesReader.Value(ref json);
                    break;
                case Field.SessionAttributes:
                    sessionAttributes = AttributesReader.Value(ref json)
                        .Select(one => (one.Key, Value: one.Value as AttributeValue.String))
                        .Where(one => one.Value is not null)
                        .ToImmutableSortedDictionary(one => one.Key, one => one.Value!.Value, StringComparer.Ordinal);
                    break;
                case Field.Text:
                    text = TextMeasureReader.Value(ref json);
                    break;
                case Field.Classification:
                    classification = ClassificationReader.Value(ref json);
                    break;
                case Field.Down:
                    down = json.Strings();
                    break;
                case Field.Callable:
                    callable = json.Strings().ToImmutableSortedSet(StringComparer.Ordinal);
                    break;
                case Field.LearnedEpoch:
                    epoch = (long)(json.Number(0, "a number of outcomes") ?? 0);
                    break;
                case Field.Budgets:
                    budgets = BudgetStateReader.Values(ref json);
                    break;
                case Field.Excluded:
                    excluded = EndpointStateReader.Excluded(ref json);
                    break;
                case Field.Latencies:
                    latencies = EndpointStateReader.Latencies(ref json);
                    break;
                case Field.SampleEvidence:
                    sampleEvidence = json.Boolean() ?? false;
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        json.Require(Names, fields, (int)Field.Request);
        var state = down.IsEmpty && callable is null && budgets.IsEmpty && excluded.IsEmpty && latencies.IsEmpty
            && sessionAttributes.IsEmpty
            ? RouterState.Healthy
            : new RouterState(down.ToImmutableSortedSet(StringComparer.Ordinal))
            {
                Callable = callable,
                Budgets = budgets,
                SessionAttributes = sessionAttributes,
                Excluded = excluded,
                Latencies = latencies,
            };
        if (classification.Source == ClassificationSource.Session)
        {
            state = state with { Session = classification };
        }

        return request is null
            ? null
            : new RecordedRequest(request with { Measured = text, KeyAttributes = keyAttributes }, classification, state, sampleEvidence)
            {
                LearnedEpoch = epoch,
            };
    }
}
