namespace PadelSaaS.Contracts.Identity;

/// <summary>
/// What an account may do at its club. Endpoints ask for one of these (<c>Needs(Ability.SeeBoard)</c>), never for a role: which role
/// brings which ability is Identity's table.
/// </summary>
public static class Ability
{
    /// <summary>Cancel, move and change anybody's booking.</summary>
    public const string ManageBookings = "bookings.manage";

    /// <summary>See the day's board, take walk-ins and block courts.</summary>
    public const string SeeBoard = "desk.board";

    /// <summary>Change venues, courts, opening hours and booking rules.</summary>
    public const string ManageVenues = "venues.manage";

    /// <summary>Change prices.</summary>
    public const string ManagePrices = "prices.manage";

    /// <summary>Take money at the club and note that it was paid.</summary>
    public const string TakePayments = "payments.take";

    /// <summary>See payments, refunds, invoices and the ledger, and take them along as files.</summary>
    public const string SeePayments = "payments.see";

    /// <summary>See who the club's customers are and how to reach them.</summary>
    public const string SeeCustomers = "customers.see";

    /// <summary>Change what the club knows of its customers and agrees with them, merge, import and export them.</summary>
    public const string ManageCustomers = "customers.manage";

    /// <summary>Give and take roles.</summary>
    public const string ManageStaff = "staff.manage";

    /// <summary>Change the club itself: name, branding, languages, plan.</summary>
    public const string ManageTenant = "tenant.manage";

    /// <summary>Read and export the club's audit log.</summary>
    public const string SeeAudit = "audit.see";

    /// <summary>See one's own calendar as a coach.</summary>
    public const string SeeCoachCalendar = "coach.calendar";
}
