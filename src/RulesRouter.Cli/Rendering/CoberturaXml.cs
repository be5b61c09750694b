using System.Globalization;
using System.Xml.Linq;
using RulesRouter.Verification.Coverage;

namespace RulesRouter.Cli.Rendering;

/// <summary>
/// Coverage as Cobertura's XML: a class is a policy file, a line is a rule or a comparison, a branch is a truth value of a comparison.
/// </summary>
internal static class CoberturaXml
{
    public static void Write(TextWriter to, CoverageReport report)
    {
        var counted = report.Goals.Where(
            result => result is { State: not GoalState.Impossible, Goal.Kind: CoverageKind.Rule or CoverageKind.Branch });
        var files = counted.GroupBy(result => result.Goal.Place.Path).OrderBy(file => file.Key, StringComparer.Ordinal).ToList();
        var (rules, branches) = (report.Of(CoverageKind.Rule), report.Of(CoverageKind.Branch));
        to.WriteLine("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        to.WriteLine(new XElement(
            "coverage",
            new XAttribute("line-rate", Rate(rules.Met, rules.All)),
            new XAttribute("branch-rate", Rate(branches.Met, branches.All)),
            new XAttribute("lines-covered", rules.Met),
            new XAttribute("lines-valid", rules.All),
            new XAttribute("branches-covered", branches.Met),
            new XAttribute("branches-valid", branches.All),
            new XAttribute("complexity", 0),
            new XAttribute("version", 1),
            new XAttribute("timestamp", 0),
            new XElement("sources", new XElement("source", ".")),
            new XElement("packages", new XElement(
                "package",
                new XAttribute("name", "policies"),
                new XAttribute("line-rate", Rate(rules.Met, rules.All)),
                new XAttribute("branch-rate", Rate(branches.Met, branches.All)),
                new XAttribute("complexity", 0),
                new XElement("classes", files.Select(file => Class(file.Key, [.. file])))))));
    }

    private static XElement Class(string file, List<GoalResult> goals)
    {
        var (rules, branches) = (
            goals.Where(result => result.Goal.Kind == CoverageKind.Rule).ToList(),
            goals.Where(result => result.Goal.Kind == CoverageKind.Branch).ToList());
        return new XElement(
            "class",
            new XAttribute("name", file),
            new XAttribute("filename", file),
            new XAttribute("line-rate", Rate(rules.Count(Met), rules.Count)),
            new XAttribute("branch-rate", Rate(branches.Count(Met), branches.Count)),
            new XAttribute("complexity", 0),
            new XElement("methods"),
            new XElement(
                "lines",
                goals.GroupBy(result => result.Goal.Place.Line).OrderBy(line => line.Key).Select(line => Line(line.Key, [.. line]))));
    }

    private static XElement Line(int number, List<GoalResult> goals)
    {
        var branches = goals.Where(result => result.Goal.Kind == CoverageKind.Branch).ToList();
        var line = new XElement(
            "line",
            new XAttribute("number", number),
            new XAttribute("hits", goals.Max(result => result.Cases)),
            new XAttribute("branch", branches.Count > 0 ? "true" : "false"));
        if (branches.Count > 0)
        {
            var met = branches.Count(Met);
            line.Add(
                new XAttribute(
                    "condition-coverage",
                    string.Create(CultureInfo.InvariantCulture, $"{100 * met / branches.Count}% ({met}/{branches.Count})")));
        }

        return line;
    }

    private static bool Met(GoalResult result) => result.State == GoalState.Met;

    private static string Rate(int met, int all) => (all == 0 ? 1 : (double)met / all).ToString("0.####", CultureInfo.InvariantCulture);
}
