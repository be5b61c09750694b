using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>A limit on what requests spend within a window, shared by every policy that extends the one that declares it.</summary>
/// <param name="Policy">The policy that declares it.</param>
/// <param name="Per">Attributes of key or service: each combination of their values has a budget of its own.</param>
/// <param name="Limit">In its unit, above 0.</param>
/// <param name="Zone">In which hours, days, weeks and months begin.</param>
internal sealed record BudgetDeclaration(
    string Policy,
    string Id,
    ImmutableArray<AttributeReference> Per,
    BudgetUnit Unit,
    double Limit,
    BudgetWindow Window,
    TimeZoneInfo Zone,
    BudgetReserve Reserve,
    StoreLost OnStoreLost,
    SourceSpan Span)
{
    /// <summary>The first word of the facts of budgets.</summary>
    public const string Group = "budget";

    /// <summary>The id in decisions: <c>policy/budget</c>.</summary>
    public string QualifiedId => $"{Policy}/{Id}";

    /// <summary>Its facts: the share that is used, then what remains.</summary>
    public ImmutableArray<FactDefinition> ToFacts() =>
    [
        new(ShareName, FactType.Number, [], Provenance.State, "spent and reserved share of the limit: 1 is exhausted")
        {
            IsBudget = true,
            Range = FactRange.From(0),
        },
        new(RemainingName, FactType.Number, [], Provenance.State, $"what remains of the limit, in {UnitText}; at least 0")
        {
            IsBudget = true,
            Range = FactRange.From(0),
        },
    ];

    public string ShareName => $"{Group}.{Id}.share";

    public string RemainingName => $"{Group}.{Id}.remaining{Unit}";

    /// <summary>The unit, as messages name it.</summary>
    public string UnitText => Unit switch
    {
        BudgetUnit.Usd => "US dollars",
        BudgetUnit.Tokens => "tokens",
        BudgetUnit.Requests => "requests",
    };

    /// <summary>The window that a time falls into: its start, and its end (exclusive); for a session neither is defined.</summary>
    public (DateTimeOffset Start, DateTimeOffset? End) WindowAt(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        var day = local.Date;
        switch (Window)
        {
            case BudgetWindow.Hour:
                var hour = at.ToUniversalTime().AddTicks(-(local.TimeOfDay.Ticks % TimeSpan.TicksPerHour));
                return (hour, hour.AddHours(1));
            case BudgetWindow.Day:
                return (StartOf(day), StartOf(day.AddDays(1)));
            case BudgetWindow.Week:
                var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
                return (StartOf(monday), StartOf(monday.AddDays(7)));
            case BudgetWindow.Month:
                var first = day.AddDays(1 - day.Day);
                return (StartOf(first), StartOf(first.AddMonths(1)));
            case BudgetWindow.Session:
                return (DateTimeOffset.UnixEpoch, null);
            default:
                throw new UnreachableException($"{Window}");
        }
    }

    /// <summary>The first instant of a local day: a clock change may skip midnight or repeat it.</summary>
    private DateTimeOffset StartOf(DateTime day)
    {
        while (Zone.IsInvalidTime(day))
        {
            day = day.AddMinutes(15);
        }

        var offset = Zone.IsAmbiguousTime(day) ? Zone.GetAmbiguousTimeOffsets(day).Max() : Zone.GetUtcOffset(day);
        return new DateTimeOffset(DateTime.SpecifyKind(day, DateTimeKind.Unspecified), offset).ToUniversalTime();
    }
}

/// <summary>A name of an attribute, with its place.</summary>
internal sealed record AttributeReference(string Name, SourceSpan Span);
