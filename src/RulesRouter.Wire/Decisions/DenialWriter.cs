using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Decisions;

/// <summary>Writes <c>denial</c>: why no endpoint is eligible, and what would change that.</summary>
internal static class DenialWriter
{
    public static void Write(CompactJson json, Denied denied)
    {
        json.StartObject("denial"u8);
        json.String("code"u8, EnumNames<DenialCode>.NameOf(denied.Code));
        json.Strings("reasons"u8, denied.Reasons);
        json.StartArray("emptiedBy"u8);
        foreach (var emptying in denied.Explanation.EmptiedBy)
        {
            json.StartObject();
            json.String("constraint"u8, emptying.Constraint.Name);
            json.String("wanted"u8, emptying.Constraint.Wanted);
            json.Strings("from"u8, [.. emptying.Constraint.From]);
            json.Number("removed"u8, emptying.Removed);
            json.EndObject();
        }

        json.EndArray();
        json.Strings("feasibleIf"u8, denied.Explanation.FeasibleIf);
        json.EndObject();
    }
}
