using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace RulesRouter.Diagnostics.Rendering;

/// <summary>Writes JUnit XML.</summary>
internal static class JunitXml
{
    /// <summary>A suite for each file and a case for each finding, which fails if the finding is an error.</summary>
    public static IEnumerable<JunitSuite> Suites(IEnumerable<Diagnostic> findings) => findings
        .GroupBy(finding => finding.Span.Path)
        .Select(file => new JunitSuite(file.Key.Length > 0 ? file.Key : "rulesrouter", [.. file.Select(Case)]));

    public static void Write(TextWriter to, IEnumerable<JunitSuite> suites) =>
        to.WriteLine(new XElement("testsuites", suites.Select(Suite)));

    private static JunitCase Case(Diagnostic finding)
    {
        ImmutableArray<string> lines = finding.Help.Length > 0 ? [finding.ToString(), finding.Help] : [finding.ToString()];
        var name = finding.Span.Source is null ? finding.Code.Title : $"{finding.Code.Title} at {finding.Span.Line}:{finding.Span.Column}";
        return finding.IsError
            ? new JunitCase(finding.Code.Id, name, lines)
            : new JunitCase(finding.Code.Id, name, []) { Output = string.Join('\n', lines) };
    }

    private static XElement Suite(JunitSuite suite) => new(
        "testsuite",
        new XAttribute("name", Valid(suite.Name)),
        new XAttribute("tests", suite.Cases.Length.ToString(CultureInfo.InvariantCulture)),
        new XAttribute("failures", suite.Cases.Count(one => !one.Failures.IsEmpty).ToString(CultureInfo.InvariantCulture)),
        suite.Cases.Select(Case));

    private static XElement Case(JunitCase one) => new(
        "testcase",
        new XAttribute("classname", Valid(one.ClassName)),
        new XAttribute("name", Valid(one.Name)),
        one.Failures is [var first, ..]
            ? new XElement("failure", new XAttribute("message", Valid(first)), Valid(string.Join('\n', one.Failures)))
            : null,
        one.Output.Length > 0 ? new XElement("system-out", Valid(one.Output)) : null);

    /// <summary>XML cannot contain most control characters, not even escaped.</summary>
    private static string Valid(string text) => text.All(XmlConvert.IsXmlChar)
        ? text
        : string.Concat(text.Select(unit => XmlConvert.IsXmlChar(unit) ? unit.ToString() : $"\\u{(int)unit:x4}"));
}
