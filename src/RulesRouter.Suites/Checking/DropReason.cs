namespace RulesRouter.Suites.Checking;

/// <summary>Why a scenario does not stay in a suite.</summary>
internal enum DropReason
{
    /// <summary>The files of the base commit cannot be written, such as a link that leaves the repository.</summary>
    DoesNotExtract,

    /// <summary>A patch does not apply to the files of the base commit.</summary>
    DoesNotApply,

    /// <summary>With the merged change, the test command gives no result.</summary>
    DoesNotBuild,

    /// <summary>A command exceeded a limit of time, memory or output.</summary>
    OverLimit,

    /// <summary>No test fails without the change: every answer would pass.</summary>
    PassesWithoutChange,

    /// <summary>A test of the change fails with the merged change too.</summary>
    GoldFails,

    /// <summary>The tests that the change makes pass do not give the same result every time.</summary>
    Flaky,
}
