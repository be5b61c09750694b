using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Decisions;
using RulesRouter.State.Health;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Service.Endpoints;

/// <summary>The body of <c>PUT /v1/endpoint-states</c>, or every error with its JSON pointer.</summary>
internal static class EndpointStateReader
{
    private static readonly FieldNames Names = FieldNames.Of<Field>();
    private static readonly string[] States = ["down", "up"];

    private enum Field
    {
        Endpoint,
        State,
        Until,
        Reason,
    }

    public static (ManualState? State, ImmutableArray<RequestError> Errors) Read(ReadOnlySequence<byte> json) =>
        StrictReader.Read(json, static (ref reader) => Value(ref reader));

    private static ManualState? Value(ref StrictReader json)
    {
        if (!json.IsObject())
        {
            return null;
        }

        var state = new ManualState("", true, null, "");
        var fields = new FieldSet();
        while (json.NextField(Names, ref fields))
        {
            switch ((Field)fields.Current)
            {
                case Field.Endpoint:
                    state = state with { Endpoint = json.String("the id of an endpoint or provider") ?? "" };
                    break;
                case Field.State:
                    state = state with { IsUp = json.OneOf(States, "state") == 1 };
                    break;
                case Field.Until:
                    state = state with { Until = json.Timestamp() };
                    break;
                case Field.Reason:
                    state = state with { Reason = json.String("a reason") ?? "" };
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        json.Require(Names, fields, (int)Field.Endpoint, (int)Field.State);
        return state;
    }
}
