using System.Diagnostics;
using RulesRouter.Requests;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Requests;

/// <summary>Reads <c>estimate</c>.</summary>
internal static class EstimateReader
{
    private static readonly FieldNames Names = FieldNames.Of<Field>();

    private enum Field
    {
        InputTokens,
        CachedInputTokens,
        OutputTokens,
        ReasoningTokens,
    }

    public static TokenCounts? Value(ref StrictReader json)
    {
        if (!json.IsObject())
        {
            return null;
        }

        int? input = null, cached = null, output = null, reasoning = null;
        var fields = new FieldSet();
        while (json.NextField(Names, ref fields))
        {
            switch ((Field)fields.Current)
            {
                case Field.InputTokens:
                    input = json.Integer(0);
                    break;
                case Field.CachedInputTokens:
                    cached = json.Integer(0);
                    break;
                case Field.OutputTokens:
                    output = json.Integer(0);
                    break;
                case Field.ReasoningTokens:
                    reasoning = json.Integer(0);
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return new TokenCounts(input, cached, output, reasoning);
    }
}
