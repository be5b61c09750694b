namespace RulesRouter.Diagnostics.Rendering;

/// <summary>Output formats of findings.</summary>
internal enum FindingFormat
{
    /// <summary>For people: line, caret and help.</summary>
    Human,

    Json,

    /// <summary>SARIF 2.1.0, for code scanning services.</summary>
    Sarif,

    /// <summary>Annotations of GitHub Actions.</summary>
    Github,

    /// <summary>JUnit XML, for servers that show test reports.</summary>
    Junit,
}
