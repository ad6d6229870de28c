using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>The walk-in form, as typed.</summary>
public sealed record WalkInForm(Guid CourtId, DateTimeOffset Start, int? DurationMinutes)
{
    /// <summary>Who plays.</summary>
    public string Name { get; init; } = "";

    /// <summary>How to reach them; may be left out.</summary>
    public string Phone { get; init; } = "";

    /// <summary>Where mails go; may be left out.</summary>
    public string Email { get; init; } = "";

    /// <summary>Language of the mails.</summary>
    public string Language { get; init; } = "";

    /// <summary>The customer who was looked up.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>What the customer is looked up by.</summary>
    public string? Words { get; init; }

    /// <summary>Why rules are set aside.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Rules that are set aside with a reason.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>Why it was refused.</summary>
    public string? Error { get; init; }

    /// <summary>Whether somebody came to block the court instead.</summary>
    public bool ForBlock { get; init; }

    internal static WalkInForm? Read(IFormCollection form) =>
        Guid.TryParse(form["court"], out var court) && DateTimeOffset.TryParse(form["start"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
            ? new WalkInForm(court, start.ToUniversalTime(), int.TryParse(form["duration"], CultureInfo.InvariantCulture, out var minutes) ? minutes : null)
            {
                Name = form["name"].ToString(),
                Phone = form["phone"].ToString(),
                Email = form["email"].ToString(),
                Language = form["language"].ToString(),
                CustomerId = Guid.TryParse(form["customer"], out var customer) ? customer : null,
                Reason = form["reason"].ToString(),
            }
            : null;
}
