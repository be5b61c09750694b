using System.Buffers;
using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Requests;

/// <summary>The JSON of <c>POST /v1/decisions/batch</c> → its requests, or every error of the batch itself.</summary>
internal static class DecisionBatchReader
{
    /// <summary>Requests in one batch.</summary>
    public const int MaxRequests = 1_000;

    private static readonly FieldNames Names = FieldNames.Of<Field>();

    private enum Field
    {
        Requests,
    }

    /// <summary>
    /// The requests, or at least one error. A request that is not valid has its own errors, with pointers into the batch.
    /// </summary>
    public static (ImmutableArray<BatchItem> Requests, ImmutableArray<RequestError> Errors) Read(ReadOnlySequence<byte> json) =>
        StrictReader.Read(json, static (ref reader) => Value(ref reader));

    private static ImmutableArray<BatchItem> Value(ref StrictReader json)
    {
        var items = ImmutableArray.CreateBuilder<BatchItem>();
        var fields = new FieldSet();
        if (json.IsObject())
        {
            while (json.NextField(Names, ref fields))
            {
                Add(ref json, items);
            }

            json.Require(Names, fields);
        }

        return items.DrainToImmutable();
    }

    private static void Add(ref StrictReader json, ImmutableArray<BatchItem>.Builder items)
    {
        var expected = $"a list of 1 to {MaxRequests} requests";
        if (!json.IsList(expected))
        {
            return;
        }

        var index = -1;
        while (json.NextItem(ref index))
        {
            if (index >= MaxRequests)
            {
                json.Skip();
                continue;
            }

            var outer = json.ExchangeErrors(null);
            var request = DecisionRequestReader.Value(ref json, Omissions.None);
            items.Add(json.ExchangeErrors(outer) is { } errors ? new BatchItem(null, errors.ToImmutable()) : new BatchItem(request, []));
        }

        if (index is -1 or >= MaxRequests)
        {
            json.Reject($"must be {expected}, found {index + 1}");
        }
    }
}
