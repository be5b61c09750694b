using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Requests;

/// <summary>Reads <c>attempts</c>.</summary>
internal static class AttemptsReader
{
    private static readonly FieldNames Names = FieldNames.Of<Field>();

    private enum Field
    {
        Endpoint,
        Failed,
        CostUsd,
        Turns,
        TestsPassed,
        TestsFailed,
        ToolErrors,
    }

    public static ImmutableArray<Attempt> Value(ref StrictReader json)
    {
        if (!json.IsList("a list"))
        {
            return [];
        }

        var attempts = ImmutableArray.CreateBuilder<Attempt>();
        for (var index = -1; json.NextItem(ref index);)
        {
            if (json.IsObject())
            {
                attempts.Add(Attempt(ref json));
            }
        }

        return attempts.DrainToImmutable();
    }

    private static Attempt Attempt(ref StrictReader json)
    {
        var endpoint = "";
        var failed = FailureClass.Unavailable;
        double? costUsd = null;
        int? turns = null, testsPassed = null, testsFailed = null, toolErrors = null;
        var fields = new FieldSet();
        while (json.NextField(Names, ref fields))
        {
            switch ((Field)fields.Current)
            {
                case Field.Endpoint:
                    endpoint = json.String() ?? "";
                    break;
                case Field.Failed:
                    failed = (FailureClass)(json.OneOf(EnumNames<FailureClass>.All, "failure") ?? 0);
                    break;
                case Field.CostUsd:
                    costUsd = json.Number(0, "a number of US dollars, at least 0");
                    break;
                case Field.Turns:
                    turns = json.Integer(0);
                    break;
                case Field.TestsPassed:
                    testsPassed = json.Integer(0);
                    break;
                case Field.TestsFailed:
                    testsFailed = json.Integer(0);
                    break;
                case Field.ToolErrors:
                    toolErrors = json.Integer(0);
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        json.Require(Names, fields, (int)Field.Endpoint, (int)Field.Failed);
        return new Attempt(endpoint, failed, costUsd)
        {
            Turns = turns,
            TestsPassed = testsPassed,
            TestsFailed = testsFailed,
            ToolErrors = toolErrors,
        };
    }
}
