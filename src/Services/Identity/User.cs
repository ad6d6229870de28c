using Microsoft.AspNetCore.Identity;

namespace PadelSaaS.Identity;

/// <summary>Somebody's account at one club. ASP.NET Core Identity knows it as a user; the e-mail address is its only name.</summary>
internal sealed class User : IdentityUser<Guid>
{
    public required string FirstName { get; set; }

    public required string LastName { get; set; }

    /// <summary>Two-letter code of the language mails are written in.</summary>
    public required string Language { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    public string FullName => $"{FirstName} {LastName}".Trim();

    // Identity asks for a user name besides the address. One name is enough for a person; neither of these is stored.
    public override string? UserName { get => Email; set { } }

    public override string? NormalizedUserName { get => NormalizedEmail; set { } }
}
