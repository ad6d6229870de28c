namespace PadelSaaS.Platform.Security;

/// <summary>Names of the claims in the platform's cookies and tokens.</summary>
public static class Claims
{
    /// <summary>Account id (JWT <c>sub</c>).</summary>
    public const string Account = "sub";

    /// <summary>Tenant id: a cookie or token is worth nothing at another club.</summary>
    public const string Tenant = "tid";

    /// <summary>Session the cookie or token belongs to; ending the session ends both.</summary>
    public const string Session = "sid";

    /// <summary>Name to show.</summary>
    public const string Name = "name";

    /// <summary>E-mail address of the account.</summary>
    public const string Email = "email";

    /// <summary>A role; turned into abilities when the cookie or token is read, so that a changed role works at once.</summary>
    public const string Role = "role";

    /// <summary>What kind of person it is, where it is no account of a club: <see cref="Admin"/>.</summary>
    public const string Kind = "kind";

    /// <summary>Value of <see cref="Kind"/>: somebody who runs the platform.</summary>
    public const string Admin = "admin";

    /// <summary>Name of the platform admin who is signed in as this account.</summary>
    public const string Impersonator = "imp";

    /// <summary>Id of the platform admin who is signed in as this account.</summary>
    public const string ImpersonatorId = "imp_id";

    /// <summary>From when on the session opens nothing until it has shown a second factor.</summary>
    public const string SecondFactorDue = "second_factor_due";

    /// <summary>One thing the caller may do.</summary>
    public const string Ability = "ability";
}
